import { Fft } from '../../math/fft';
import { melFilters } from './mel-filters';

/** The mouth model's ear. Any change here means training it anew (`models/mouth`). */
export const SPEECH_RATE = 16_000;
export const MEL_BANDS = 80;
const FFT_SIZE = 512;
const WINDOW = 400;
const HOP = 160;
const PRE_EMPHASIS = 0.97;
const LOW_HZ = 55;
const HIGH_HZ = 7600;
/** Magnitudes below this count as silence: log10 gives -5. */
const FLOOR = 1e-5;

/**
 * Log-mel spectrogram of a stream of samples: magnitudes of a 512-point FFT over a periodic Hann window of 25 ms
 * every 10 ms, in 80 Slaney bands from 55 to 7600 Hz, as log10. Row t is centred on sample 160 · t; before the
 * first and after the last sample there are zeros. Equal to librosa's `melspectrogram(power=1, center=True)` of
 * the pre-emphasised signal.
 */
export class LogMelStream {
  #filters = melFilters(SPEECH_RATE, FFT_SIZE, MEL_BANDS, LOW_HZ, HIGH_HZ);
  #fft = new Fft(FFT_SIZE);
  #hann = hannInFrame();
  #frame = new Float64Array(FFT_SIZE);
  #re = new Float64Array(FFT_SIZE);
  #im = new Float64Array(FFT_SIZE);
  /** Pre-emphasised samples not yet done with; the first stands at `#start` of the padded signal. */
  #pending: Float64Array = new Float64Array(FFT_SIZE / 2);
  #last: number | null = null;
  #samples = 0;
  #mel = new Float32Array(0);
  #rows = 0;
  #loudness: number[] = [];
  #bands: boolean;

  /** `what`: `loudness` leaves the bands, which take most of the time, out. */
  constructor(what: 'bands' | 'loudness' = 'bands') {
    this.#bands = what === 'bands';
  }

  /** Takes the next samples (mono, ±1, 16 kHz). */
  push(samples: Float32Array): void {
    const joined = new Float64Array(this.#pending.length + samples.length);
    joined.set(this.#pending);
    for (let i = 0; i < samples.length; i++) {
      const sample = samples[i] as number;
      // librosa's pre-emphasis starts from y[0] = x[0] · (1 - 0.97) + …; here plainly y[0] = x[0].
      joined[this.#pending.length + i] = this.#last === null ? sample : sample - PRE_EMPHASIS * this.#last;
      this.#last = sample;
    }
    this.#samples += samples.length;
    this.#pending = this.#drain(joined);
  }

  /** The rows that are complete and were not taken yet, [rows, 80]. */
  take(): Float32Array {
    const taken = this.#mel.slice(0, this.#rows * MEL_BANDS);
    this.#rows = 0;
    return taken;
  }

  /**
   * Ends the stream: `mel` are the rows not taken yet, [rows, 80], `loudnessDb` is the level of every row in dB of full
   * scale.
   */
  finish(): { mel: Float32Array; loudnessDb: Float32Array; samples: number } {
    const tail = new Float64Array(this.#pending.length + FFT_SIZE / 2);
    tail.set(this.#pending);
    this.#drain(tail);
    return { mel: this.take(), loudnessDb: Float32Array.from(this.#loudness), samples: this.#samples };
  }

  #drain(signal: Float64Array): Float64Array {
    let at = 0;
    for (; at + FFT_SIZE <= signal.length; at += HOP) this.#row(signal, at);
    return signal.slice(at);
  }

  #row(signal: Float64Array, at: number): void {
    let energy = 0;
    for (let i = 0; i < FFT_SIZE; i++) {
      const value = (signal[at + i] as number) * (this.#hann[i] as number);
      this.#frame[i] = value;
      energy += value * value;
    }
    this.#loudness.push(10 * Math.log10(Math.max(1e-12, energy / WINDOW)));
    if (!this.#bands) return;
    this.#fft.forward(this.#frame, this.#re, this.#im);
    const row = this.#newRow();
    this.#filters.forEach(({ first, weights }, band) => {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) {
        sum +=
          (weights[k] as number) * Math.hypot(this.#re[first + k] as number, this.#im[first + k] as number);
      }
      row[band] = Math.log10(Math.max(FLOOR, sum));
    });
  }

  /** Room for one more row; it doubles as it runs out. */
  #newRow(): Float32Array {
    const at = this.#rows++ * MEL_BANDS;
    if (at + MEL_BANDS > this.#mel.length) {
      const larger = new Float32Array(2 * at + 100 * MEL_BANDS);
      larger.set(this.#mel.subarray(0, at));
      this.#mel = larger;
    }
    return this.#mel.subarray(at, at + MEL_BANDS);
  }
}

/** Periodic Hann window of `WINDOW` samples in the middle of an FFT frame. */
function hannInFrame(): Float64Array {
  const frame = new Float64Array(FFT_SIZE);
  const margin = (FFT_SIZE - WINDOW) / 2;
  for (let i = 0; i < WINDOW; i++) frame[margin + i] = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / WINDOW);
  return frame;
}

/** Level that speech is brought to before the model hears it: its loud rows (90th percentile), dB of full scale. */
const TARGET_DB = -19;
const LOUD_QUANTILE = 0.9;

/** The factor that brings a speech to the level at which the models hear it. `loudnessDb`: level of each of its rows. */
export function levelGain(loudnessDb: Float32Array): number {
  if (loudnessDb.length === 0) return 1;
  const loud = loudnessDb.slice().sort()[Math.floor(LOUD_QUANTILE * (loudnessDb.length - 1))] as number;
  return 10 ** ((TARGET_DB - loud) / 20);
}
