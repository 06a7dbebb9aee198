/** One triangle of a mel filter bank: weights of the spectrum's bins from `first` on. */
export type MelFilter = { readonly first: number; readonly weights: Float64Array };

/** Slaney's mel scale (Auditory Toolbox, as in librosa): linear below 1 kHz, logarithmic above. */
const LINEAR_HZ = 200 / 3;
const BREAK_HZ = 1000;
const BREAK_MEL = BREAK_HZ / LINEAR_HZ;
const LOG_STEP = Math.log(6.4) / 27;

const hzToMel = (hz: number): number =>
  hz < BREAK_HZ ? hz / LINEAR_HZ : BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP;
const melToHz = (mel: number): number =>
  mel < BREAK_MEL ? mel * LINEAR_HZ : BREAK_HZ * Math.exp((mel - BREAK_MEL) * LOG_STEP);

/**
 * `bands` triangles between `low` and `high` Hz over the bins of an FFT of `size` samples at `rate` Hz, each of
 * unit area (Slaney norm); equal to `librosa.filters.mel`.
 */
export function melFilters(
  rate: number,
  size: number,
  bands: number,
  low: number,
  high: number,
): MelFilter[] {
  const [from, to] = [hzToMel(low), hzToMel(high)];
  const edge = (index: number) => melToHz(from + ((to - from) * index) / (bands + 1));
  return Array.from({ length: bands }, (_, band) => {
    const [left, centre, right] = [edge(band), edge(band + 1), edge(band + 2)];
    const first = Math.ceil((left * size) / rate);
    const last = Math.min(Math.floor((right * size) / rate), size / 2);
    const weights = Float64Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
      const hz = ((first + i) * rate) / size;
      const rise = (hz - left) / (centre - left);
      const fall = (right - hz) / (right - centre);
      return (Math.max(0, Math.min(rise, fall)) * 2) / (right - left);
    });
    return { first, weights };
  });
}
