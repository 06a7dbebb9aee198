import { LOOK_BYTES, LOOKS, LOWER_LOOKS } from './face-look';
import { plainMouths } from '../mouth/plain-mouths';

/** Least spread of a point's colours, in levels: luma, chroma. Below, noise and compression decide. */
const LEAST_SPREAD = [8, 3, 3] as const;
/**
 * A point this many spreads off its usual colour shows something else. On eight clips of talking people (teeth,
 * glasses, beards) at most 12 % of the points then do in any frame; of eleven drawn hands, cups, telephones and
 * microphones before the same mouths, over 12 % in nine tenths of the frames.
 */
const FOREIGN = 4;
/** Share of foreign points around the mouth from which on something is in front of it … */
const COVERED = 0.16;
/** … and down to which it still is, once it was. */
const STILL_COVERED = 0.1;
/** Frames before and after that are marked along: a hand that comes and goes is blurred. */
const MARGIN = 3;
/** Fewer frames with a face than this say nothing about what is usual. */
const ENOUGH = 20;
/** Faces whose upper halves differ by more than this (levels of luma, the median of the points) stand in different light. */
const OTHER_LIGHT = 20;

/**
 * 1 for every frame in which something is in front of the mouth, judged by what the same face looks like in the
 * rest of the video: what is there most of the time counts as the face, unless the rest shows more of a mouth
 * (`plainMouths`); what is there all of the time always does. `looks`: [n, LOOK_BYTES] (`faceLook`);
 * `margin`: frames before and after that are marked along.
 */
export function coveredFrames(looks: Uint8Array, present: Uint8Array, margin = MARGIN): Uint8Array {
  const covered = new Uint8Array(present.length);
  for (const frames of scenes(looks, present)) {
    if (frames.length < ENOUGH) continue;
    mark(frames, sharesOf(looks, frames), margin, covered);
  }
  return covered;
}

const look = (looks: Uint8Array, frame: number) =>
  looks.subarray(frame * LOOK_BYTES, (frame + 1) * LOOK_BYTES);

/** The frames with a face, ascending, by the light that the face stands in. */
function scenes(looks: Uint8Array, present: Uint8Array): number[][] {
  const found: { key: Uint8Array; frames: number[] }[] = [];
  present.forEach((here, frame) => {
    if (!here) return;
    const own = look(looks, frame);
    const scene = found.find(({ key }) => upperDifference(key, own) <= OTHER_LIGHT);
    if (scene) scene.frames.push(frame);
    else found.push({ key: own, frames: [frame] });
  });
  return found.map(({ frames }) => frames);
}

function upperDifference(a: Uint8Array, b: Uint8Array): number {
  const apart = new Float64Array(LOOKS - LOWER_LOOKS);
  for (let i = 0; i < apart.length; i++) {
    const at = 3 * (LOWER_LOOKS + i);
    apart[i] = Math.abs((a[at] as number) - (b[at] as number));
  }
  return median(apart);
}

/** Where fewer of the frames show a mouth in the open than this, what is usual may be what is before it. */
const FEW_PLAIN = 0.6;
/**
 * Share of foreign points that the others have to have then, in the middle. Of drawn hands they have 0.08 to 0.47, of
 * microphones more; in clips of bare faces the rest of a clip has at most 0.02 against a quarter of it.
 */
const BORNE_OUT = 0.05;

/**
 * The shares of foreign points, against what the face looks like in all frames. Where most of them seem to show something
 * before the mouth, against those that do not, if that bears it out.
 */
function sharesOf(looks: Uint8Array, frames: readonly number[]): Float64Array {
  const isPlain = plainMouths(looks, frames);
  const plain = frames.filter((_, i) => isPlain[i]);
  if (plain.length < ENOUGH || plain.length > FEW_PLAIN * frames.length) return foreignShares(looks, frames);
  const shares = foreignShares(looks, frames, plain);
  const suspects = shares.filter((_, i) => !isPlain[i]);
  if (median(suspects) < BORNE_OUT) return foreignShares(looks, frames);
  return shares.map((share, i) => (isPlain[i] ? share : 1));
}

/** For each of the frames the share of points around the mouth that do not look like this face, as it is in the `known` ones. */
function foreignShares(
  looks: Uint8Array,
  frames: readonly number[],
  known: readonly number[] = frames,
): Float64Array {
  const count = frames.length;
  const level = (i: number, at: number) => looks[(frames[i] as number) * LOOK_BYTES + at] as number;
  const place = new Map(frames.map((frame, i) => [frame, i]));
  const knownAt = Int32Array.from(known, (frame) => place.get(frame) as number);
  const find = medians(known.length);
  const centre = (read: (i: number) => number) => find((k) => read(knownAt[k] as number));
  const usual = Int16Array.from({ length: LOOK_BYTES }, (_, at) => centre((i) => level(i, at)));
  const light = lightOf(count, (i, at) => level(i, at) - (usual[at] as number));
  const foreign = new Uint8Array(count);
  const shares = new Float64Array(count);
  for (let at = 0; at < 3 * LOWER_LOOKS; at++) {
    const channel = at % 3;
    const residual = (i: number) => level(i, at) - (usual[at] as number) - (light[3 * i + channel] as number);
    const middle = centre(residual);
    const off = (i: number) => Math.abs(residual(i) - middle);
    // 1.4826: from the median deviation to the standard deviation of a normal distribution.
    const limit = FOREIGN * Math.max(1.4826 * centre(off), LEAST_SPREAD[channel] as number);
    for (let i = 0; i < count; i++) if (off(i) > limit) foreign[i] = 1;
    if (channel < 2) continue;
    for (let i = 0; i < count; i++) shares[i] = (shares[i] as number) + (foreign[i] as number) / LOWER_LOOKS;
    foreign.fill(0);
  }
  return shares;
}

/** What the upper half of the face has changed by, channel by channel: the light. [count, 3] levels. */
function lightOf(count: number, difference: (i: number, at: number) => number): Int16Array {
  const light = new Int16Array(3 * count);
  const upper = new Float64Array(LOOKS - LOWER_LOOKS);
  for (let i = 0; i < count; i++) {
    for (let channel = 0; channel < 3; channel++) {
      for (let k = 0; k < upper.length; k++) upper[k] = difference(i, 3 * (LOWER_LOOKS + k) + channel);
      light[3 * i + channel] = median(upper);
    }
  }
  return light;
}

/** Marks runs above the threshold, as far as the lower one reaches and a little beyond. */
function mark(frames: readonly number[], shares: Float64Array, margin: number, covered: Uint8Array): void {
  let i = 0;
  while (i < frames.length) {
    let end = i;
    let most = 0;
    while (end < frames.length && (shares[end] as number) >= STILL_COVERED) {
      most = Math.max(most, shares[end] as number);
      end++;
    }
    if (most >= COVERED) {
      const from = Math.max(0, (frames[i] as number) - margin);
      covered.fill(1, from, Math.min(covered.length, (frames[end - 1] as number) + 1 + margin));
    }
    i = Math.max(end, i + 1);
  }
}

/** Upper median; sorts a copy. */
function median(values: Float64Array): number {
  return values.slice().sort()[values.length >> 1] as number;
}

/** Sums and differences of three levels lie within this. */
const MOST = 4 * 255;

/** Finds the upper median of `count` whole numbers within ±`MOST` by counting: an hour has 90,000 of each of 500 kinds. */
function medians(count: number): (read: (i: number) => number) => number {
  const seen = new Uint32Array(2 * MOST + 1);
  return (read) => {
    seen.fill(0);
    for (let i = 0; i < count; i++) {
      const at = read(i) + MOST;
      seen[at] = (seen[at] as number) + 1;
    }
    let [value, below] = [0, seen[0] as number];
    while (below <= count >> 1) below += seen[++value] as number;
    return value - MOST;
  };
}
