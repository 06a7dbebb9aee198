import type { TimeRange } from '../../engine/core/time-range';
import { longerThan } from '../../engine/job/rest';
import type { Script } from '../../engine/script/script';
import { fixedSentence, fixScript, type Sentence } from '../features/fix/fix-script';
import { scriptOf, sheetOf, type Sheet } from '../features/lines/sheet';
import { castOf, castScript, type Cast } from '../features/people/cast';
import type { Chosen } from '../jobs/intake/intake';
import type { MakeMode } from '../ui/preferences.svelte';

/** What is made of the files on the table: all of the video, one sentence of it, lines, or what each person says. */
export type TableMode = Exclude<MakeMode, 'batch'>;

export type ScriptDraftDeps = {
  /** The files on the table; null until both are fit. */
  readonly pair: () => { readonly speech: Chosen; readonly video: Chosen } | null;
  /** The part of the speech that is used, seconds; null for all of it. */
  readonly speechPart: () => TimeRange | null;
  /** Whether the files are at work: nothing changes meanwhile. */
  readonly busy: () => boolean;
};

/** What of the video is said anew. */
export class ScriptDraft {
  readonly #deps: ScriptDraftDeps;
  #mode = $state<TableMode>('single');
  #sentence = $state.raw<Sentence | null>(null);
  #sheet = $state.raw<Sheet | null>(null);
  #cast = $state.raw<Cast>([]);

  /** As a job is told; null where that is not decided, or all is said anew. */
  readonly script: Script | null = $derived.by(() => {
    const pair = this.#deps.pair();
    if (!pair) return null;
    if (this.#mode === 'lines') return this.#sheet && scriptOf(this.#sheet, pair.video.info.duration);
    if (this.#mode === 'people') return castScript(this.#cast, pair.video.info.duration);
    const said = this.#deps.speechPart() ?? { from: 0, to: pair.speech.info.duration };
    return this.#mode === 'fix' && this.#sentence ? fixScript(this.#sentence, said) : null;
  });

  constructor(deps: ScriptDraftDeps) {
    this.#deps = deps;
  }

  /** How many stretches of the video are said anew. */
  get said(): number {
    return this.script?.cues.length ?? 0;
  }
  /** Whether the face may be a still picture: nothing of one can be said anew. */
  get takesStill(): boolean {
    return this.#mode === 'single';
  }
  /** By how many seconds the result becomes longer than the video, or, negative, shorter. */
  get longer(): number {
    const pair = this.#deps.pair();
    return this.script && pair ? longerThan(this.script, pair.video.info) : 0;
  }
  /** What is made of the two files. */
  get mode() {
    return this.#mode;
  }
  set mode(mode: TableMode) {
    if (!this.#deps.busy()) this.#mode = mode;
  }
  /** The lines that the speech follows; null without any. */
  get sheet() {
    return this.#sheet;
  }
  set sheet(sheet: Sheet | null) {
    if (!this.#deps.busy()) this.#sheet = sheet;
  }
  /** Who of the video's people says what. */
  get cast() {
    return this.#cast;
  }
  set cast(cast: Cast) {
    if (!this.#deps.busy()) this.#cast = cast;
  }
  /** The one sentence that is said anew, seconds of the video; null until it is chosen. */
  get sentence() {
    return this.#sentence;
  }
  set sentence(sentence: Sentence | null) {
    if (!this.#deps.busy()) this.#sentence = sentence;
  }

  /** Takes up what a job was to say anew. Returns the part of its speech that one sentence is said with; null for lines. */
  resume(script: Script | undefined): TimeRange | null {
    const sentence = fixedSentence(script);
    const cast = script ? castOf(script) : null;
    this.#mode = cast ? 'people' : sentence ? 'fix' : script ? 'lines' : 'single';
    this.#sentence = cast ? null : sentence;
    this.#cast = cast ?? [];
    if (cast) return null;
    if (script && !sentence) this.#sheet = sheetOf(script);
    return (sentence && script?.cues[0]?.speech) ?? null;
  }

  /** The sentence of before a reload. */
  restoreSentence(sentence: Sentence | null): void {
    this.#sentence = sentence;
  }

  /** The lines of before a reload; those that were read meanwhile stay. */
  restoreSheet(sheet: Sheet | null): void {
    this.#sheet ??= sheet;
  }

  /** Who says what, of before a reload. */
  restoreCast(cast: Cast): void {
    this.#cast = cast;
  }

  /** As it is written down for a reload. */
  get kept(): { readonly sentence?: Sentence; readonly sheet?: Sheet; readonly cast?: Cast } {
    return {
      ...(this.#sentence && { sentence: this.#sentence }),
      ...(this.#sheet && { sheet: this.#sheet }),
      ...(this.#cast.length > 0 && { cast: this.#cast }),
    };
  }
}
