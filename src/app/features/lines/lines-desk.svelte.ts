import { DubError } from '../../../engine/core/errors';
import { FITS, type CaptionLook, type Fit } from '../../../engine/script/script';
import type { Studio } from '../../studio.svelte';
import { rolesOf } from '../../jobs/intake/hand-over';
import { unpacked } from '../batch/unpacked';
import { JoinedSpeech, type FileRefusal, type SpeechTable } from './joined-speech.svelte';
import { alongRecording, matchFiles, withSpeech } from './match';
import { isSheet, readSheet } from './read-sheet';
import type { Line, Sheet } from './sheet';

/** What can give where a line's speech does not fit, the usual first. */
export const LINE_FITS: readonly Fit[] = [...FITS].reverse();

type Table = SpeechTable & { readonly script: Pick<Studio['script'], 'sheet'> };

/** Puts lines and what they are said by on the table. */
export class LinesDesk {
  readonly #studio: Table;
  readonly #joined: JoinedSpeech;
  /** Names of files that are of no line. */
  #unused = $state.raw<readonly string[]>([]);

  constructor(studio: Table) {
    this.#studio = studio;
    this.#joined = new JoinedSpeech(studio);
  }

  get working() {
    return this.#joined.working;
  }
  get refusal() {
    return this.#joined.refusal;
  }
  get unused() {
    return this.#unused;
  }

  /** Whatever was dropped: a video, lists of lines, and what they are said by. */
  async give(files: readonly File[]): Promise<void> {
    const sheet = files.find(isSheet);
    if (sheet) await this.giveSheet(sheet);
    const others = files.filter((file) => !isSheet(file));
    const video = rolesOf(others.map((file) => ({ file }))).video?.file;
    if (video) await this.#studio.give('video', video);
    const said = others.filter((file) => file !== video);
    if (said.length > 0) await this.giveSpeeches(said);
  }

  /** A list of lines. A recording that lies there already is taken by their times. */
  giveSheet(file: File): Promise<void> {
    return this.#work(file, async () => {
      const sheet = await readSheet(file);
      const recording = this.#recording;
      this.#studio.script.sheet = sheet;
      if (recording) this.#runAlong(recording);
    });
  }

  /** One recording that runs along with the video. */
  giveRecording(file: File): Promise<void> {
    return this.#work(file, async () => {
      const given = await this.#joined.put(file);
      if (given) this.#runAlong(given);
    });
  }

  /** A file for each line, by its name, or those of one line. */
  giveSpeeches(files: readonly File[], line?: Line): Promise<void> {
    return this.#work(files[0] as File, async () => {
      const { sheet } = this.#studio.script;
      const more = (await unpacked(files.map((file) => ({ file })))).map(({ file }) => file);
      if (!sheet) throw new DubError('subtitles/missing');
      // What others are said by stays, and what is new comes behind it.
      const stays = sheet.lines.some((each) => each.speech);
      const name = `${sheet.name.replace(/\.[^.]*$/, '') || 'lines'}.wav`;
      const given = await this.#joined.add(more, stays, name);
      if (!given) return;
      const [first] = given;
      if (line && first) return this.#say(line, withSpeech(line, first.name, first.range));
      const matched = matchFiles(sheet.lines, given);
      this.#unused = matched.unused;
      this.#studio.script.sheet = { ...sheet, lines: matched.lines };
    });
  }

  /** What gives where speech and gap differ in length, of all lines. */
  fit(fit: Fit): void {
    const { sheet } = this.#studio.script;
    if (sheet) this.#studio.script.sheet = { ...sheet, lines: sheet.lines.map((line) => ({ ...line, fit })) };
  }

  /** Whether the lines stand in the result as a track of subtitles. */
  track(track: boolean): void {
    const { sheet } = this.#studio.script;
    if (sheet) this.#studio.script.sheet = { ...sheet, track };
  }

  /** Whether, and how, the lines stand in the result's pictures. */
  burn(look: CaptionLook | null): void {
    const { sheet } = this.#studio.script;
    if (!sheet) return;
    const { burnt: _, ...rest } = sheet;
    this.#studio.script.sheet = { ...rest, ...(look && { burnt: look }) };
  }

  /** Leaves a line as it was filmed. */
  silence(line: Line): void {
    this.#say(line, { ...line, speech: null });
  }

  /** Takes the list of lines away. */
  clear(): void {
    this.#studio.script.sheet = null;
    this.#unused = [];
    this.#joined.forget();
  }

  #say(line: Line, said: Line): void {
    const { sheet } = this.#studio.script;
    if (sheet)
      this.#studio.script.sheet = {
        ...sheet,
        lines: sheet.lines.map((each) => (each === line ? said : each)),
      };
  }

  /** The recording that lies there, where no line has a file of its own. */
  get #recording() {
    const { script, desk } = this.#studio;
    const { sheet } = script;
    const { speech } = desk.slots;
    if (speech.state !== 'ready') return null;
    const { name } = speech.chosen.file;
    const isOwn = sheet?.lines.some((line) => line.speech && line.speech.name !== name);
    return isOwn ? null : speech.chosen;
  }

  #runAlong({ file, info }: { readonly file: File; readonly info: { readonly duration: number } }): void {
    const { sheet } = this.#studio.script;
    if (sheet)
      this.#studio.script.sheet = { ...sheet, lines: alongRecording(sheet.lines, file.name, info.duration) };
  }

  #work(file: File, work: () => Promise<void>): Promise<void> {
    return this.#joined.work(file, () => {
      this.#unused = [];
      return work();
    });
  }
}

/** Where in a file the mistake is that it was refused for, counted from 1; null where nobody can say. */
export function placeOf({ error }: FileRefusal): { readonly line?: number; readonly cue?: number } {
  const { line, cue } = error.detail ?? {};
  return { ...(typeof line === 'number' && { line }), ...(typeof cue === 'number' && { cue }) };
}

/** How many lines have something to be said. */
export const saidIn = ({ lines }: Sheet): number => lines.filter(({ speech }) => speech !== null).length;
