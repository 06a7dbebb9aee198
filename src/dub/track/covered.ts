import { LOOK_BYTES, LOOKS, LOWER_LOOKS } from './face-look';

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
 * rest of the video: what is there most of the time counts as the face. `looks`: [n, LOOK_BYTES] (`faceLook`);
 * `margin`: frames before and after that are marked along.
 */
export function coveredFrames(looks: Uint8Array, present: Uint8Array, margin = MARGIN): Uint8Array {
  const covered = new Uint8Array(present.length);
  for (const frames of scenes(looks, present)) {
    if (frames.length < ENOUGH) continue;
    const shares = foreignShares(looks, frames);
    mark(frames, shares, margin, covered);
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

/** For each of the frames the share of points around the mouth that do not look like this face. */
function foreignShares(looks: Uint8Array, frames: readonly number[]): Float64Array {
  const residuals = frames.map(() => new Float32Array(LOOK_BYTES));
  const column = new Float64Array(frames.length);
  const centre = (read: (i: number) => number) => {
    for (let i = 0; i < frames.length; i++) column[i] = read(i);
    return median(column);
  };
  const usual = Float32Array.from({ length: LOOK_BYTES }, (_, at) =>
    centre((i) => looks[(frames[i] as number) * LOOK_BYTES + at] as number),
  );
  frames.forEach((frame, i) => {
    const own = residuals[i] as Float32Array;
    look(looks, frame).forEach((value, at) => (own[at] = value - (usual[at] as number)));
    undoLight(own);
  });
  const foreign = frames.map(() => new Uint8Array(LOWER_LOOKS));
  for (let at = 0; at < 3 * LOWER_LOOKS; at++) {
    const middle = centre((i) => (residuals[i] as Float32Array)[at] as number);
    const off = (i: number) => Math.abs(((residuals[i] as Float32Array)[at] as number) - middle);
    // 1.4826: from the median deviation to the standard deviation of a normal distribution.
    const limit = FOREIGN * Math.max(1.4826 * centre(off), LEAST_SPREAD[at % 3] as number);
    foreign.forEach((points, i) => {
      if (off(i) > limit) points[Math.floor(at / 3)] = 1;
    });
  }
  return Float64Array.from(foreign, (points) => points.reduce((sum, one) => sum + one, 0) / LOWER_LOOKS);
}

/** Takes out, channel by channel, what the upper half of the face has changed by: the light. */
function undoLight(residual: Float32Array): void {
  const upper = new Float64Array(LOOKS - LOWER_LOOKS);
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < upper.length; i++) upper[i] = residual[3 * (LOWER_LOOKS + i) + channel] as number;
    const light = median(upper);
    for (let at = channel; at < residual.length; at += 3) residual[at] = (residual[at] as number) - light;
  }
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
