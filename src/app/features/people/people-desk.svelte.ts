import { DubError } from '../../../engine/core/errors';
import type { FaceChoice } from '../../../engine/face/track/choice/face-choice';
import type { Studio } from '../../studio.svelte';
import { rolesOf } from '../../jobs/intake/hand-over';
import { JoinedSpeech, type SpeechTable } from '../lines/joined-speech.svelte';
import { castScript, partsOf, usualStart, withParts, type Part } from './cast';

type Table = SpeechTable & {
  readonly script: Pick<Studio['script'], 'cast'>;
};

/** Gives each person of the video on the table what they say. */
export class PeopleDesk {
  readonly #studio: Table;
  readonly #joined: JoinedSpeech;

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

  /** Whatever was dropped beside the cards: the video, or what somebody says, and nobody knows who. */
  async giveBeside(files: readonly File[]): Promise<void> {
    const { video, speech } = rolesOf(files.map((file) => ({ file })));
    if (video) await this.#studio.give('video', video.file);
    else if (speech)
      await this.#joined.work(speech.file, () => Promise.reject(new DubError('input/whose-speech')));
  }

  /** More of what one person says; each recording begins where nothing is said yet. */
  async give(choice: FaceChoice, files: readonly File[]): Promise<void> {
    const [first] = files;
    if (first) await this.#joined.work(first, () => this.#add(choice, files));
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
    const { desk, script } = this.#studio;
    const { video } = desk.slots;
    const duration = video.state === 'ready' ? video.chosen.info.duration : Infinity;
    // What others say stays, and what is new comes behind it.
    const stays = castScript(script.cast, duration) !== null;
    for (const { name, range } of (await this.#joined.add(files, stays, 'people.wav')) ?? []) {
      const start = usualStart(script.cast, range.to - range.from, duration);
      const part = { start, speech: { ...range, name } };
      script.cast = withParts(script.cast, choice, [...partsOf(script.cast, choice), part]);
    }
  }
}
