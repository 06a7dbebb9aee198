/** Samples of a stretch of sound, one array for each channel, all of one length; ±1 is full scale. */
export type Planes = Float32Array<ArrayBuffer>[];

/** Samples in each channel. */
export const framesOf = (planes: Planes): number => planes[0]?.length ?? 0;

/** The part of each channel from sample `from` to before `to`; views, not copies. */
export const slicePlanes = (planes: Planes, from: number, to?: number): Planes =>
  planes.map((plane) => plane.subarray(from, to));

/** One stretch after the other. Both have the same number of channels. */
export function joinPlanes(first: Planes, second: Planes): Planes {
  return first.map((plane, channel) => {
    const joined = new Float32Array(plane.length + framesOf(second));
    joined.set(plane);
    joined.set(second[channel] as Float32Array, plane.length);
    return joined;
  });
}

const HALF_POWER = Math.SQRT1_2;

export type Shares = readonly (readonly [left: number, right: number])[];

const FRONT: Shares = [
  [1, 0],
  [0, 1],
];
const CENTRE: Shares = [[HALF_POWER, HALF_POWER]];
const LOW_FREQUENCY: Shares = [[0, 0]];
const BACK_CENTRE: Shares = [[0.5, 0.5]];
const SIDES: Shares = [
  [HALF_POWER, 0],
  [0, HALF_POWER],
];

/**
 * How much of each channel goes into left and right, by the number of channels, in the order of WAV and AAC decoders.
 * As ITU-R BS.775-4 folds 3/2 sound: centre and surrounds at −3 dB, without the low-frequency channel; one surround in
 * the middle at −6 dB to either side (ATSC A/52, 7.8).
 */
const FOLDS: Record<number, Shares> = {
  3: [...FRONT, ...CENTRE],
  4: [...FRONT, ...SIDES],
  5: [...FRONT, ...CENTRE, ...SIDES],
  6: [...FRONT, ...CENTRE, ...LOW_FREQUENCY, ...SIDES],
  7: [...FRONT, ...CENTRE, ...LOW_FREQUENCY, ...BACK_CENTRE, ...SIDES],
  8: [...FRONT, ...CENTRE, ...LOW_FREQUENCY, ...SIDES, ...SIDES],
};

/** The shares of `count` channels, two or more; what is of no known layout keeps its first two. */
export const foldGains = (count: number): Shares => FOLDS[count] ?? FRONT;

/** Mono, stereo, or 5.1 in the order of WAV. */
export type ChannelCount = 1 | 2 | 6;

/**
 * The same sound in one or two channels: mono stands in both; two become their mean; more are folded into two (sums
 * may exceed ±1). What is neither of a known layout keeps its first two channels. In 5.1 what is not stands left and
 * right.
 */
export function toChannels(planes: Planes, count: ChannelCount): Planes {
  const [left, right] = planes;
  if (count === 6) {
    if (planes.length === 6) return planes;
    const silence = () => new Float32Array(framesOf(planes));
    return [...toChannels(planes, 2), silence(), silence(), silence(), silence()];
  }
  if (!left || !right) return count === 1 || !left ? planes : [left, left.slice()];
  if (count === 1) {
    const [a, b] = toChannels(planes, 2) as [Float32Array, Float32Array];
    return [a.map((value, i) => (value + (b[i] as number)) / 2)];
  }
  const fold = FOLDS[planes.length];
  return fold
    ? [0, 1].map((side) =>
        sum(
          planes,
          fold.map((gains) => gains[side] as number),
        ),
      )
    : [left, right];
}

function sum(planes: Planes, gains: readonly number[]): Float32Array<ArrayBuffer> {
  const total = new Float32Array(framesOf(planes));
  gains.forEach((gain, channel) => {
    const plane = planes[channel] as Float32Array;
    if (gain !== 0) for (let i = 0; i < total.length; i++) total[i]! += gain * plane[i]!;
  });
  return total;
}
