import { Resampler } from '../../../engine/speech/spectrum/resample';
import type { TimeRange } from '../../../engine/core/time-range';

/** Samples a second of what is recorded; 16 bits each, mono. */
export const TAKE_RATE = 48_000;
/** Seconds that one peak stands for. */
export const PEAK_SECONDS = 0.05;
const BYTES = 2;
const HEADER = 44;
/** Samples that are held in memory before they become a blob, which the browser may move to the disk. */
const PIECE = 5 * TAKE_RATE;

/**
 * A recording as it is made: samples go in as they come, at the rate of the microphone, and any stretch comes out as
 * a WAV file. What is in memory does not grow but for twenty peaks a second.
 */
export class Take {
  readonly #resampler: Resampler | null;
  readonly #pieces: Blob[] = [];
  #held: Int16Array<ArrayBuffer>[] = [];
  #heldSamples = 0;
  #samples = 0;
  /** Largest value (0…1) of each `PEAK_SECONDS`. */
  readonly peaks: number[] = [];

  /** `rate`: samples a second of what will be pushed. */
  constructor(rate: number) {
    this.#resampler = rate === TAKE_RATE ? null : new Resampler(rate, TAKE_RATE);
  }

  /** Seconds taken so far. */
  get seconds(): number {
    return this.#samples / TAKE_RATE;
  }

  /** Takes the next samples, mono, ±1; what is louder is cut. */
  push(samples: Float32Array): void {
    this.#keep(this.#resampler ? this.#resampler.push(samples) : samples);
  }

  /** Takes what the resampler still holds. Call once, last. */
  finish(): void {
    if (this.#resampler) this.#keep(this.#resampler.flush());
  }

  /** A stretch of the recording as a WAV file. */
  file(name: string, { from, to }: TimeRange): File {
    const [first, end] = [from, to].map((time) => Math.round(Math.min(time, this.seconds) * TAKE_RATE));
    const sound = new Blob([...this.#pieces, ...this.#held]).slice(BYTES * (first ?? 0), BYTES * (end ?? 0));
    return new File([wavHeader(sound.size), sound], name, { type: 'audio/wav' });
  }

  #keep(samples: Float32Array): void {
    const step = PEAK_SECONDS * TAKE_RATE;
    for (let i = 0; i < samples.length; i++) {
      const place = Math.floor((this.#samples + i) / step);
      this.peaks[place] = Math.min(1, Math.max(this.peaks[place] ?? 0, Math.abs(samples[i]!)));
    }
    // WAV is little endian, and so is every machine that browsers run on.
    this.#held.push(
      Int16Array.from(samples, (value) => Math.round(32767 * Math.max(-1, Math.min(1, value)))),
    );
    this.#samples += samples.length;
    this.#heldSamples += samples.length;
    if (this.#heldSamples < PIECE) return;
    this.#pieces.push(new Blob(this.#held));
    [this.#held, this.#heldSamples] = [[], 0];
  }
}

/** The head of a WAV file with so many bytes of sound. */
function wavHeader(bytes: number): ArrayBuffer {
  const header = new DataView(new ArrayBuffer(HEADER));
  const text = (at: number, word: string) =>
    [...word].forEach((letter, i) => header.setUint8(at + i, letter.charCodeAt(0)));
  text(0, 'RIFF');
  header.setUint32(4, HEADER - 8 + bytes, true);
  text(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, TAKE_RATE, true);
  header.setUint32(28, BYTES * TAKE_RATE, true);
  header.setUint16(32, BYTES, true);
  header.setUint16(34, 8 * BYTES, true);
  text(36, 'data');
  header.setUint32(40, bytes, true);
  return header.buffer;
}
