import { Fft } from '../../../math/fft';
import { SPEECH_RATE } from '../../../speech/spectrum/log-mel';
import { melFilters } from '../../../speech/spectrum/mel-filters';

/** Wav2Lip's ear (`hparams.py` and `audio.py` of Rudrabha/Wav2Lip). Every network of its contract was trained with it. */
export const WAV2LIP_BANDS = 80;
/** Columns a second of Wav2Lip's spectrogram. */
export const COLUMN_RATE = 80;
/** What digital silence becomes; also what stands where there is no sound. */
export const SILENCE = -4;

const FFT_SIZE = 800;
const HOP = SPEECH_RATE / COLUMN_RATE;
const MARGIN = FFT_SIZE / 2;
const PRE_EMPHASIS = 0.97;
const LOW_HZ = 55;
const HIGH_HZ = 7600;
const FLOOR = 1e-5;

/**
 * What lies before the first and after the last sample: `reflect` mirrors the signal, as the librosa 0.7 that
 * Wav2Lip was published with; `zeros` is silence, as librosa since 0.9. Only the two outer columns differ.
 */
export type Padding = 'reflect' | 'zeros';

/** A spectrogram: [columns, 80] (time by band), −4…4. */
export type Wav2LipMel = { readonly values: Float32Array; readonly columns: number };

/**
 * Wav2Lip's mel spectrogram of a stream of samples: pre-emphasis, magnitudes of an 800-point FFT over a periodic
 * Hann window every 200 samples, 80 Slaney bands from 55 to 7600 Hz, as clip(1.6 · log10 + 2.4, −4, 4). Column t
 * is centred on sample 200 · t; N samples give 1 + ⌊N / 200⌋ columns. Fewer than 401 samples cannot be mirrored
 * and are always padded with zeros. Samples that are no numbers count as silence.
 */
export class Wav2LipMelStream {
  #padding: Padding;
  #filters = melFilters(SPEECH_RATE, FFT_SIZE, WAV2LIP_BANDS, LOW_HZ, HIGH_HZ);
  #fft = new Fft(FFT_SIZE);
  #hann = Float64Array.from(
    { length: FFT_SIZE },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FFT_SIZE),
  );
  #frame = new Float64Array(FFT_SIZE);
  #re = new Float64Array(FFT_SIZE);
  #im = new Float64Array(FFT_SIZE);
  /** Pre-emphasised samples not yet done with. */
  #pending: Float64Array = new Float64Array(0);
  #started = false;
  #last = 0;
  #samples = 0;
  #columns: Float32Array[] = [];

  constructor(padding: Padding = 'reflect') {
    this.#padding = padding;
  }

  /** Takes the next samples (mono, ±1, 16 kHz). */
  push(samples: Float32Array): void {
    const joined = new Float64Array(this.#pending.length + samples.length);
    joined.set(this.#pending);
    for (let i = 0; i < samples.length; i++) {
      const raw = samples[i] as number;
      const sample = Number.isFinite(raw) ? raw : 0;
      joined[this.#pending.length + i] = sample - PRE_EMPHASIS * this.#last;
      this.#last = sample;
    }
    this.#samples += samples.length;
    this.#pending = joined;
    // The mirror image of the beginning needs the sample after the last one mirrored.
    if (!this.#started && joined.length > MARGIN) this.#begin(this.#padding === 'reflect');
    if (this.#started) this.#drain();
  }

  /** Ends the stream. */
  finish(): Wav2LipMel {
    if (!this.#started) this.#begin(false);
    const mirrored = this.#padding === 'reflect' && this.#samples > MARGIN;
    const end = this.#pending.length;
    const padded = new Float64Array(end + MARGIN);
    padded.set(this.#pending);
    if (mirrored) for (let k = 0; k < MARGIN; k++) padded[end + k] = padded[end - 2 - k] as number;
    this.#pending = padded;
    this.#drain();
    const values = new Float32Array(this.#columns.length * WAV2LIP_BANDS);
    this.#columns.forEach((column, t) => values.set(column, t * WAV2LIP_BANDS));
    return { values, columns: this.#columns.length };
  }

  #begin(mirrored: boolean): void {
    const padded = new Float64Array(MARGIN + this.#pending.length);
    padded.set(this.#pending, MARGIN);
    if (mirrored) for (let k = 1; k <= MARGIN; k++) padded[MARGIN - k] = this.#pending[k] as number;
    this.#pending = padded;
    this.#started = true;
  }

  #drain(): void {
    let at = 0;
    for (; at + FFT_SIZE <= this.#pending.length; at += HOP) this.#column(this.#pending, at);
    this.#pending = this.#pending.slice(at);
  }

  #column(signal: Float64Array, at: number): void {
    for (let i = 0; i < FFT_SIZE; i++) {
      this.#frame[i] = (signal[at + i] as number) * (this.#hann[i] as number);
    }
    this.#fft.forward(this.#frame, this.#re, this.#im);
    const column = new Float32Array(WAV2LIP_BANDS);
    this.#filters.forEach(({ first, weights }, band) => {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) {
        const bin = first + k;
        sum += (weights[k] as number) * Math.hypot(this.#re[bin] as number, this.#im[bin] as number);
      }
      const level = 1.6 * Math.log10(Math.max(FLOOR, sum)) + 2.4;
      column[band] = Math.min(4, Math.max(SILENCE, level));
    });
    this.#columns.push(column);
  }
}
