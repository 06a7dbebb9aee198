import { DubError, toErrorData, type DubErrorData } from '../../../engine/core/errors';
import { FITS, type CaptionLook, type Fit } from '../../../engine/script/script';
import type { Studio } from '../../studio.svelte';
import { unpacked } from '../batch/unpacked';
import { UnfitFile } from './join-given';
import { alongRecording, matchFiles, withSpeech } from './match';
import { isSheet, readSheet } from './read-sheet';
import type { Line, Sheet } from './sheet';

/** What can give where a line's speech does not fit, the usual first. */
export const LINE_FITS: readonly Fit[] = [...FITS].reverse();

/** A file that could not be used, and why. */
export type LinesRefusal = { readonly name: string; readonly error: DubErrorData };

type Table = Pick<Studio, 'desk' | 'busy' | 'sheet' | 'give' | 'join'>;

/** Puts lines and what they are said by on the table. */
export class LinesDesk {
  readonly #studio: Table;
  #working = $state(false);
  #refusal = $state.raw<LinesRefusal | null>(null);
  /** Names of files that are of no line. */
  #unused = $state.raw<readonly string[]>([]);

  constructor(studio: Table) {
    this.#studio = studio;
  }

  get working() {
    return this.#working;
  }
  get refusal() {
    return this.#refusal;
  }
  get unused() {
    return this.#unused;
  }

  /** Whatever was dropped: lists of lines, and what they are said by. */
  async give(files: readonly File[]): Promise<void> {
    const sheet = files.find(isSheet);
    if (sheet) await this.giveSheet(sheet);
    const said = files.filter((file) => !isSheet(file));
    if (said.length > 0) await this.giveSpeeches(said);
  }

  /** A list of lines. A recording that lies there already is taken by their times. */
  giveSheet(file: File): Promise<void> {
    return this.#work(file, async () => {
      const sheet = await readSheet(file);
      const recording = this.#recording;
      this.#studio.sheet = sheet;
      if (recording) this.#runAlong(recording);
    });
  }

  /** One recording that runs along with the video. */
  giveRecording(file: File): Promise<void> {
    return this.#work(file, async () => {
      const given = await this.#put(file);
      if (given) this.#runAlong(given);
    });
  }

  /** A file for each line, by its name, or those of one line. */
  giveSpeeches(files: readonly File[], line?: Line): Promise<void> {
    return this.#work(files[0] as File, async () => {
      const { sheet, desk } = this.#studio;
      const more = (await unpacked(files.map((file) => ({ file })))).map(({ file }) => file);
      if (!sheet) throw new DubError('subtitles/unreadable', { detail: { reason: 'none' } });
      const { speech } = desk.slots;
      // What others are said by stays, and what is new comes behind it.
      const stays = sheet.lines.some((each) => each.speech) && speech.state === 'ready';
      const joined = await this.#studio.join([...(stays ? [speech.chosen.file] : []), ...more]);
      const name = `${sheet.name.replace(/\.[^.]*$/, '') || 'lines'}.wav`;
      if (!(await this.#put(new File([joined.file], name, { type: 'audio/wav' })))) return;
      const given = more.map((file, i) => ({
        name: file.name,
        range: joined.ranges[stays ? i + 1 : i] ?? { from: 0, to: 0 },
      }));
      const [first] = given;
      if (line && first) return this.#say(line, withSpeech(line, first.name, first.range));
      const matched = matchFiles(sheet.lines, given);
      this.#unused = matched.unused;
      this.#studio.sheet = { ...sheet, lines: matched.lines };
    });
  }

  /** What gives where speech and gap differ in length, of all lines. */
  fit(fit: Fit): void {
    const { sheet } = this.#studio;
    if (sheet) this.#studio.sheet = { ...sheet, lines: sheet.lines.map((line) => ({ ...line, fit })) };
  }

  /** Whether the lines stand in the result as a track of subtitles. */
  track(track: boolean): void {
    const { sheet } = this.#studio;
    if (sheet) this.#studio.sheet = { ...sheet, track };
  }

  /** Whether, and how, the lines stand in the result's pictures. */
  burn(look: CaptionLook | null): void {
    const { sheet } = this.#studio;
    if (!sheet) return;
    const { burnt: _, ...rest } = sheet;
    this.#studio.sheet = { ...rest, ...(look && { burnt: look }) };
  }

  /** Leaves a line as it was filmed. */
  silence(line: Line): void {
    this.#say(line, { ...line, speech: null });
  }

  /** Takes the list of lines away. */
  clear(): void {
    this.#studio.sheet = null;
    this.#unused = [];
    this.#refusal = null;
  }

  #say(line: Line, said: Line): void {
    const { sheet } = this.#studio;
    if (sheet)
      this.#studio.sheet = { ...sheet, lines: sheet.lines.map((each) => (each === line ? said : each)) };
  }

  /** The recording that lies there, where no line has a file of its own. */
  get #recording() {
    const { sheet, desk } = this.#studio;
    const { speech } = desk.slots;
    if (speech.state !== 'ready') return null;
    const { name } = speech.chosen.file;
    const isOwn = sheet?.lines.some((line) => line.speech && line.speech.name !== name);
    return isOwn ? null : speech.chosen;
  }

  #runAlong({ file, info }: { readonly file: File; readonly info: { readonly duration: number } }): void {
    const { sheet } = this.#studio;
    if (sheet)
      this.#studio.sheet = { ...sheet, lines: alongRecording(sheet.lines, file.name, info.duration) };
  }

  /** Puts a speech in its place; null where it is refused there. */
  async #put(file: File) {
    await this.#studio.give('speech', file);
    const { speech } = this.#studio.desk.slots;
    if (speech.state === 'ready' && !speech.refused) return speech.chosen;
    const refused = speech.state === 'ready' ? speech.refused : speech;
    if (refused && 'error' in refused) this.#refusal = { name: file.name, error: refused.error };
    return null;
  }

  async #work(file: File, work: () => Promise<void>): Promise<void> {
    if (this.#studio.busy || this.#working) return;
    this.#working = true;
    this.#refusal = null;
    this.#unused = [];
    try {
      await work();
    } catch (reason) {
      const unfit = reason instanceof UnfitFile ? reason : { file, cause: reason };
      this.#refusal = { name: unfit.file.name, error: toErrorData(unfit.cause) };
    } finally {
      this.#working = false;
    }
  }
}

/** Where in a file the mistake is that it was refused for, counted from 1; null where nobody can say. */
export function placeOf({ error }: LinesRefusal): { readonly line?: number; readonly cue?: number } {
  const { line, cue } = error.detail ?? {};
  return { ...(typeof line === 'number' && { line }), ...(typeof cue === 'number' && { cue }) };
}

/** How many lines have something to be said. */
export const saidIn = ({ lines }: Sheet): number => lines.filter(({ speech }) => speech !== null).length;
