import { COLUMN_RATE, SILENCE, WAV2LIP_BANDS, type Wav2LipMel } from './mel';

/** Columns that the network hears at once (0.2 s). */
export const WINDOW_COLUMNS = 16;
/** Numbers of one window: [80, 16], band by time. */
export const WINDOW_SIZE = WAV2LIP_BANDS * WINDOW_COLUMNS;

/**
 * First columns of the windows that the published `inference.py` cuts from a spectrogram: one a frame, and after
 * the first that would reach over the end one last window, the final 16 columns. The picture so ends about 0.12 s
 * before the sound. Starts are truncated products in double precision, as there. A spectrogram of fewer than 16
 * columns, on which the original fails, gives a single window at 0.
 */
export function publishedWindows(columns: number, fps: number): Int32Array {
  const step = COLUMN_RATE / fps;
  const starts: number[] = [];
  for (let frame = 0; ; frame++) {
    const start = Math.trunc(frame * step);
    if (start + WINDOW_COLUMNS > columns) break;
    starts.push(start);
  }
  starts.push(Math.max(0, columns - WINDOW_COLUMNS));
  return Int32Array.from(starts);
}

/**
 * First column of the window for the frame shown at `seconds`: the frame's own, or, with `lead` frames, that of an
 * earlier frame (in training the window began at the frame before, in the published inference at the frame).
 * May be negative, or beyond the end: `readWindow` fills up with silence.
 */
export function windowStart(seconds: number, fps: number, lead: number): number {
  // The small addend keeps a product that is a whole number, but for rounding, from falling below it.
  return Math.floor((seconds - lead / fps) * COLUMN_RATE + 1e-6);
}

/** Copies the window from column `start` on, as [80, 16], to `into[at…]`; silence where there is no sound. */
export function readWindow({ values, columns }: Wav2LipMel, start: number, into: Float32Array, at = 0): void {
  for (let band = 0; band < WAV2LIP_BANDS; band++) {
    for (let k = 0; k < WINDOW_COLUMNS; k++) {
      const column = start + k;
      const inside = column >= 0 && column < columns;
      into[at + band * WINDOW_COLUMNS + k] = inside
        ? (values[column * WAV2LIP_BANDS + band] as number)
        : SILENCE;
    }
  }
}
