import { correlation } from '../../../math/statistics';
import { LIP_LOOKS, LOOK_BYTES, LOOKS, LOWER_LOOKS } from '../choice/face-look';
import { USUAL_LUMA, USUAL_RED } from './usual-mouth';

/** Points around the mouth whose colour is so far from the skin's above (levels of chroma) are not skin. */
const NOT_SKIN = 10;
/**
 * On four clips of talking people at most 0.19 of the points around a mouth are not skin (a beard: about the same in all
 * frames), before which a microphone is drawn 0.72 and more.
 */
const MORE_NOT_SKIN = 0.4;
/**
 * What is seen around a mouth goes with what is usual there (`mouthLikeness`): 0.26 to 0.92 in the frames of 43 clips of bare faces, each
 * against the others, and 0.25 at most in those of 19 before which a hand of the skin's own colour was drawn. With something before
 * it a face does so less than this share of what it mostly does.
 */
const UNLIKE = 0.5;
/** A face that mostly goes with it less than this (none of those clips: 0.5 and more) cannot be told by it. */
const KNOWN = 0.3;
/** Frames on either side that a colour is the median of. */
const AROUND = 4;

/**
 * 1 for each of the frames that shows a mouth in the open as far as its own colours tell, 0 where others of the same face
 * show much more of one: skin where this one has none, or what a mouth looks like. `looks`: [n, LOOK_BYTES].
 */
export function plainMouths(looks: Uint8Array, frames: readonly number[]): Uint8Array {
  const of = (frame: number) => looks.subarray(frame * LOOK_BYTES, (frame + 1) * LOOK_BYTES);
  const foreign = smoothed(frames.map((frame) => notSkinOf(of(frame))));
  const alike = smoothed(frames.map((frame) => mouthLikeness(of(frame))));
  const least = share(foreign, 0.1);
  const most = share(alike, 0.9);
  return Uint8Array.from(frames, (_, i) =>
    foreign[i]! - least > MORE_NOT_SKIN || (most >= KNOWN && alike[i]! < UNLIKE * most) ? 0 : 1,
  );
}

/** How well brightness and redness around a mouth go with what is usual there: 1 alike, 0 not at all. */
function mouthLikeness(look: Uint8Array): number {
  const level = (channel: number) =>
    Float64Array.from({ length: LOWER_LOOKS }, (_, point) => look[3 * point + channel]!);
  return (correlation(level(0), USUAL_LUMA) + correlation(level(2), USUAL_RED)) / 2;
}

/** The share of points around the mouth that are not skin. */
function notSkinOf(look: Uint8Array): number {
  const level = (point: number, channel: number) => look[3 * point + channel]!;
  const points = Array.from({ length: LOOKS }, (_, point) => point);
  const [lower, upper] = [points.slice(0, LOWER_LOOKS), points.slice(LOWER_LOOKS)];
  const skin = lower.filter((point) => !LIP_LOOKS.has(point));
  const [blue, red] = [1, 2].map((channel) =>
    share(
      Float64Array.from(upper, (at) => level(at, channel)),
      0.5,
    ),
  );
  const away = skin.filter((at) => Math.hypot(level(at, 1) - blue!, level(at, 2) - red!) > NOT_SKIN);
  return away.length / skin.length;
}

/** Running median. */
function smoothed(values: readonly number[]): Float64Array {
  return Float64Array.from(values, (_, i) =>
    share(Float64Array.from(values.slice(Math.max(0, i - AROUND), i + AROUND + 1)), 0.5),
  );
}

/** The value below which this share of the values lies. */
function share(values: Float64Array, part: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
}
