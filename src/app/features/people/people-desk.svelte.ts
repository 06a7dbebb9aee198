import { toErrorData, type DubErrorData } from '../../../engine/core/errors';
import type { FaceChoice } from '../../../engine/face/track/choice/face-choice';
import type { Studio } from '../../studio.svelte';
import { UnfitFile } from '../lines/join-given';
import { castScript, partsOf, usualStart, withParts, type Part } from './cast';

/** A file that could not be used, and why. */
export type PeopleRefusal = { readonly name: string; readonly error: DubErrorData };

type Table = Pick<Studio, 'desk' | 'busy' | 'give' | 'join'> & {
  readonly script: Pick<Studio['script'], 'cast'>;
};

/** Gives each person of the video on the table what they say. */
export class PeopleDesk {
  readonly #studio: Table;
  #working = $state(false);
  #refusal = $state.raw<PeopleRefusal | null>(null);

  constructor(studio: Table) {
    this.#studio = studio;
  }

  get working() {
    return this.#working;
  }
  get refusal() {
    return this.#refusal;
  }

  /** More of what one person says; each recording begins where nothing is said yet. */
  async give(choice: FaceChoice, files: readonly File[]): Promise<void> {
    const [first] = files;
    if (!first || this.#studio.busy || this.#working) return;
    this.#working = true;
    this.#refusal = null;
    try {
      await this.#add(choice, files);
    } catch (reason) {
      const unfit = reason instanceof UnfitFile ? reason : { file: first, cause: reason };
      this.#refusal = { name: unfit.file.name, error: toErrorData(unfit.cause) };
    } finally {
      this.#working = false;
    }
  }

  /** Lets a recording begin at another time, seconds of the video. */
  move(choice: FaceChoice, part: Part, start: number): void {
    this.#replace(choice, part, [{ ...part, start }]);
  }

  remove(choice: FaceChoice, part: Part): void {
    this.#replace(choice, part, []);
  }

  #replace(choice: FaceChoice, part: Part, by: readonly Part[]): void {
    const { script } = this.#studio;
    const parts = partsOf(script.cast, choice).flatMap((each) => (each === part ? by : [each]));
    script.cast = withParts(script.cast, choice, parts);
  }

  async #add(choice: FaceChoice, files: readonly File[]): Promise<void> {
    const { desk, script, join } = this.#studio;
    const { speech, video } = desk.slots;
    const duration = video.state === 'ready' ? video.chosen.info.duration : Infinity;
    // What others say stays, and what is new comes behind it.
    const stays = castScript(script.cast, duration) !== null && speech.state === 'ready';
    const joined = await join([...(stays ? [speech.chosen.file] : []), ...files]);
    await this.#studio.give('speech', new File([joined.file], 'people.wav', { type: 'audio/wav' }));
    const put = desk.slots.speech;
    if (put.state !== 'ready' || put.refused) {
      const refused = put.state === 'ready' ? put.refused : put;
      if (refused && 'error' in refused) this.#refusal = { name: files[0]?.name ?? '', error: refused.error };
      return;
    }
    for (const [i, { name }] of files.entries()) {
      const range = joined.ranges[stays ? i + 1 : i] ?? { from: 0, to: 0 };
      const start = usualStart(script.cast, range.to - range.from, duration);
      const part = { start, speech: { ...range, name } };
      script.cast = withParts(script.cast, choice, [...partsOf(script.cast, choice), part]);
    }
  }
}
