import type { VideoPeople } from '../../face/people/video-people';
import type { MouthCurve } from '../../speech/mouth-curve';
import type { AnalysisKind, AnalysisStore, ConversionWish, Heard } from './analysis-store';
import { removeFile } from '../input/files';
import { SharedWork } from './shared-work';

/**
 * Keeps what was found out about files as long as the engine is open: tracks and curves in memory (0.6 kB a frame, 8 kB
 * a second of sound), conversions in a folder of the origin's private file system, which `clear` empties.
 */
export class MemoryAnalyses implements AnalysisStore {
  readonly #folder: string;
  readonly #tracks = new Map<string, VideoPeople>();
  readonly #heard = new Map<string, Heard<MouthCurve | null>>();
  readonly #converted = new Map<string, string>();
  readonly #making = new SharedWork();

  constructor(folder: string) {
    this.#folder = folder;
  }

  knows(kind: AnalysisKind, source: string, which = ''): Promise<boolean> {
    const { track, curve, video } = { track: this.#tracks, curve: this.#heard, video: this.#converted };
    return Promise.resolve({ track, curve, video }[kind].has(nameOf(source, which)));
  }

  async track(source: string, which: string, make: () => Promise<VideoPeople>): Promise<VideoPeople> {
    const name = nameOf(source, which);
    const known = this.#tracks.get(name) ?? (await make());
    this.#tracks.set(name, known);
    // The caller may move its bytes elsewhere.
    return structuredClone(known);
  }

  async speech(source: string, which: string, make: () => Promise<Heard>): Promise<Heard> {
    const { curve, device } = await this.ownSound(source, which, make);
    return curve ? { curve, device } : make();
  }

  async ownSound(
    source: string,
    which: string,
    make: () => Promise<Heard<MouthCurve | null>>,
  ): Promise<Heard<MouthCurve | null>> {
    const name = nameOf(source, which);
    const known = this.#heard.get(name) ?? (await make());
    this.#heard.set(name, known);
    return known;
  }

  async converted<T>(
    source: string,
    make: Parameters<AnalysisStore['converted']>[1],
    use: (path: string) => Promise<T>,
    { which = '', ...sharing }: ConversionWish = {},
  ): Promise<T> {
    const name = nameOf(source, which);
    const path = `${this.#folder}/${crypto.randomUUID()}.converted`;
    if (!this.#converted.has(name))
      await this.#making.run(
        name,
        async (onProgress) => {
          await make(path, onProgress);
          this.#converted.set(name, path);
        },
        { signal: new AbortController().signal, ...sharing },
      );
    return use(this.#converted.get(name) as string);
  }

  /** Forgets everything, and removes the conversions. */
  async clear(): Promise<void> {
    const paths = [...this.#converted.values()];
    for (const known of [this.#tracks, this.#heard, this.#converted]) known.clear();
    await Promise.all(paths.map((path) => removeFile(path)));
  }
}

const nameOf = (source: string, which: string) => `${source} ${which}`;
