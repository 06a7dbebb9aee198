import type { MouthCurve } from '../dub/speech/mouth-curve';
import type { FaceTrack } from '../dub/track/face-track';

/** A curve, and where the mouth model ran that made it. */
export type Heard<Curve> = { readonly curve: Curve; readonly device: 'webgpu' | 'wasm' | null };

/** Keeps the `most` values that were used last. */
class Recent<T> {
  readonly #values = new Map<string, T>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): T | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: T): void {
    // A Map keeps the order of insertion, so the first key is the one that was used longest ago.
    this.#values.delete(key);
    this.#values.set(key, value);
    const oldest = this.#values.keys().next();
    if (this.#values.size > this.#most && !oldest.done) this.#values.delete(oldest.value);
  }
}

/**
 * Analyses of files seen before, by content hash, so that a second job with the same video or speech skips them.
 * Bounded: a track takes about 1.2 kB a frame (2 MB a minute), a curve about 5 kB a second.
 */
export class Analyses {
  readonly tracks = new Recent<FaceTrack>(2);
  readonly speeches = new Recent<Heard<MouthCurve>>(4);
  /** What a video's own sound asks of the mouth; a null curve where it has none that could be used. */
  readonly ownSounds = new Recent<Heard<MouthCurve | null>>(4);
}
