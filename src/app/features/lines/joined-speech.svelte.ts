import { toErrorData, type DubErrorData } from '../../../engine/core/errors';
import type { TimeRange } from '../../../engine/core/time-range';
import type { Chosen } from '../../jobs/intake/intake';
import type { Studio } from '../../studio.svelte';
import { UnfitFile } from './join-given';

/** A file that could not be used, and why. */
export type FileRefusal = { readonly name: string; readonly error: DubErrorData };

/** A file and the seconds that it has in the speech on the table. */
export type JoinedFile = { readonly name: string; readonly range: TimeRange };

export type SpeechTable = Pick<Studio, 'desk' | 'busy' | 'give' | 'join'>;

/** The one speech on the table that several recordings are joined into, one request after the other. */
export class JoinedSpeech {
  readonly #table: SpeechTable;
  #working = $state(false);
  #refusal = $state.raw<FileRefusal | null>(null);

  constructor(table: SpeechTable) {
    this.#table = table;
  }

  get working() {
    return this.#working;
  }
  /** What could not be used the last time; null where all could. */
  get refusal() {
    return this.#refusal;
  }

  forget(): void {
    this.#refusal = null;
  }

  /** Does what is asked for `file`, unless something is being done; where it throws, that file or the one it names is refused. */
  async work(file: File, work: () => Promise<void>): Promise<void> {
    if (this.#table.busy || this.#working) return;
    this.#working = true;
    this.#refusal = null;
    try {
      await work();
    } catch (reason) {
      const unfit = reason instanceof UnfitFile ? reason : { file, cause: reason };
      this.#refusal = { name: unfit.file.name, error: toErrorData(unfit.cause) };
    } finally {
      this.#working = false;
    }
  }

  /** Puts a speech in its place; null where it is refused there, in the name of `named`. */
  async put(file: File, named = file.name): Promise<Chosen | null> {
    await this.#table.give('speech', file);
    const { speech } = this.#table.desk.slots;
    if (speech.state === 'ready' && !speech.refused) return speech.chosen;
    const refused = speech.state === 'ready' ? speech.refused : speech;
    if (refused && 'error' in refused) this.#refusal = { name: named, error: refused.error };
    return null;
  }

  /**
   * Joins recordings into a speech called `name`, behind the one that lies there where that `stays`. Resolves to where each
   * of them came to lie; null where it is refused. Throws an `UnfitFile`.
   */
  async add(files: readonly File[], stays: boolean, name: string): Promise<JoinedFile[] | null> {
    const { speech } = this.#table.desk.slots;
    const before = stays && speech.state === 'ready' ? [speech.chosen.file] : [];
    const joined = await this.#table.join([...before, ...files]);
    const [first] = files;
    if (!(await this.put(new File([joined.file], name, { type: 'audio/wav' }), first?.name))) return null;
    return files.map((file, i) => ({
      name: file.name,
      range: joined.ranges[before.length + i] ?? { from: 0, to: 0 },
    }));
  }
}
