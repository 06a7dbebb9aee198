/** Seconds between samples of a short video, and how many there are of a long one at most. */
const STEP = 0.25;
const MOST = 200;
/** Pixels that may be decoded for every sample to be had exactly; beyond, only frames where decoding can start. */
const PIXELS = 2.4e9;
/** So long a stretch (s) is not left without a sample. */
const LONGEST_GAP = 12;

/** Which frames are looked at, ascending, and the seconds that each stands for. */
export type Samples = { readonly frames: readonly number[]; readonly step: number };

/**
 * Frames spread evenly over a video. `times`: of all frames, ascending; `keys`: frames where decoding can start;
 * `pixels`: of one frame.
 */
export function chooseSamples(times: Float64Array, keys: Int32Array, pixels: number): Samples {
  const first = times[0] ?? 0;
  const duration = (times.at(-1) ?? first) - first;
  const step = Math.max(STEP, duration / MOST);
  const exact = times.length * pixels <= PIXELS;
  const frames: number[] = [];
  const add = (frame: number) => {
    if (frame > (frames.at(-1) ?? -1)) frames.push(frame);
  };
  for (let at = first; at <= first + duration; at += step) {
    if (exact) {
      add(nearest(times, at));
      continue;
    }
    const key = keys.length > 0 ? (keys[nearest(keys, at, (frame) => times[frame] as number)] as number) : 0;
    const before = times[frames.at(-1) ?? 0] as number;
    if (Math.abs((times[key] as number) - at) <= step / 2) add(key);
    else if (at - before > LONGEST_GAP) add(nearest(times, at));
  }
  if (frames.length === 0 && times.length > 0) frames.push(0);
  return { frames, step: frames.length > 1 ? Math.max(step, duration / frames.length) : step };
}

/** Position of the ascending value that is nearest to `wanted`. */
function nearest(
  values: ArrayLike<number>,
  wanted: number,
  read: (value: number) => number = (value) => value,
): number {
  let [low, high] = [0, values.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (read(values[middle] as number) <= wanted) low = middle;
    else high = middle;
  }
  const apart = (at: number) => Math.abs(read(values[at] as number) - wanted);
  return apart(high) < apart(low) ? high : low;
}
