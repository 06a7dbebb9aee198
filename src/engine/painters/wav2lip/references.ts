import { quantile } from '../../math/statistics';
import type { MouthShapes } from '../../face/track/mouth/mouth-shape';
import { turnOf, type Similarity } from '../../math/similarity';

/** Share of the frames, those with the least opening, that are taken for closed; a gap below `SHUT` always is. */
const CLOSED_SHARE = 0.15;
const SHUT = 0.012;
/** References kept at most: poses spread over what the closed mouths show. */
const MOST = 48;
/** Differences of pose that count as one: of a turn (radians), of the logarithm of the size. */
const TURN = 0.12;
const SIZE = 0.15;
/** What a change of reference costs beside the squared pose distance: changes flicker. */
const CHANGE = 0.6;

/**
 * For each output frame the source frame whose picture the network sees as "this person": one with a closed mouth
 * and a pose near the frame's own. (In training it was any other frame of the clip; the published inference takes
 * the frame itself, whose open mouth then shows through in silence.) `base`: source frame under each output
 * frame. Changes of reference are few (Viterbi over pose distance and a constant cost of a change). A frame
 * without a face is its own reference, which nobody reads.
 */
export function chooseReferences(mouths: MouthShapes, base: Int32Array): Int32Array {
  const features = mouths.poses.map((pose) => (pose ? poseFeature(pose) : null));
  const references = spreadOut(closedFrames(mouths), features);
  if (references.length === 0) return base.slice();
  return follow(references, features, base);
}

/** Turn about three axes and size, in units of what counts as one step. */
function poseFeature(pose: Similarity): Float64Array {
  const turn = turnOf(pose).map((angle) => angle / TURN);
  return Float64Array.of(...turn, Math.log(pose.scale) / SIZE);
}

function closedFrames({ openings, poses }: MouthShapes): number[] {
  const seen = poses.flatMap((pose, frame) => (pose ? [frame] : []));
  const gaps = seen.map((frame) => openings[frame] as number);
  const limit = gaps.length > 0 ? Math.max(SHUT, quantile(gaps, CLOSED_SHARE)) : 0;
  return seen.filter((_, i) => (gaps[i] as number) <= limit);
}

function distance(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2, 0);
}

/** Up to `MOST` of the frames, each the farthest in pose from those taken before it. */
function spreadOut(frames: readonly number[], features: readonly (Float64Array | null)[]): number[] {
  if (frames.length === 0) return [];
  const far = frames.map(() => Infinity);
  const taken: number[] = [];
  let next = 0;
  while (taken.length < Math.min(MOST, frames.length)) {
    const frame = frames[next] as number;
    taken.push(frame);
    const place = features[frame] as Float64Array;
    let farthest = 0;
    frames.forEach((other, i) => {
      const apart = Math.min(far[i] as number, distance(place, features[other] as Float64Array));
      far[i] = apart;
      if (apart > (far[farthest] as number)) farthest = i;
    });
    // Nothing new to see beyond a hundredth of a step.
    if ((far[farthest] as number) < 1e-4) break;
    next = farthest;
  }
  return taken.sort((a, b) => a - b);
}

function follow(
  references: readonly number[],
  features: readonly (Float64Array | null)[],
  base: Int32Array,
): Int32Array {
  const count = references.length;
  const cost = new Float64Array(count);
  const came = new Uint8Array(base.length * count);
  base.forEach((frame, i) => {
    let best = 0;
    for (let r = 1; r < count; r++) if ((cost[r] as number) < (cost[best] as number)) best = r;
    const least = cost[best] as number;
    const place = features[frame];
    for (let r = 0; r < count; r++) {
      const stays = (cost[r] as number) <= least + CHANGE;
      came[i * count + r] = stays ? r : best;
      const apart = place ? distance(place, features[references[r] as number] as Float64Array) : 0;
      cost[r] = (stays ? (cost[r] as number) : least + CHANGE) - least + apart;
    }
  });
  let current = cost.indexOf(Math.min(...cost));
  const chosen = new Int32Array(base.length);
  for (let i = base.length - 1; i >= 0; i--) {
    const frame = base[i] as number;
    chosen[i] = features[frame] ? (references[current] as number) : frame;
    current = came[i * count + current] as number;
  }
  return chosen;
}
