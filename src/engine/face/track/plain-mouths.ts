import { LIP_LOOKS, LOOK_BYTES, LOOKS, LOWER_LOOKS } from './face-look';

/** Points around the mouth whose colour is so far from the skin's above (levels of chroma) are not skin. */
const NOT_SKIN = 10;
/**
 * On four clips of talking people at most 0.19 of the points around a mouth are not skin (a beard: about the same in all
 * frames), before which a microphone is drawn 0.72 and more.
 */
const MORE_NOT_SKIN = 0.4;
/** Lips are redder than the skin around them, by 2 to 12 levels on those clips; before a hand there is no such difference. */
const [REDDER, NO_REDDER] = [2, 0.5];
/** Frames on either side that a colour is the median of. */
const AROUND = 4;

/**
 * 1 for each of the frames that shows a mouth in the open as far as its own colours tell, 0 where others of the same face
 * show much more of one: skin where this one has none, or lips where it has none. `looks`: [n, LOOK_BYTES].
 */
export function plainMouths(looks: Uint8Array, frames: readonly number[]): Uint8Array {
  const colours = frames.map((frame) =>
    coloursOf(looks.subarray(frame * LOOK_BYTES, (frame + 1) * LOOK_BYTES)),
  );
  const foreign = smoothed(colours.map(({ notSkin }) => notSkin));
  const red = smoothed(colours.map(({ redness }) => redness));
  const least = share(foreign, 0.1);
  const hasLips = share(red, 0.9) >= REDDER;
  return Uint8Array.from(frames, (_, i) =>
    foreign[i]! - least > MORE_NOT_SKIN || (hasLips && red[i]! <= NO_REDDER) ? 0 : 1,
  );
}

/** The share of points around the mouth that are not skin, and by how much the lips are redder than what is around them. */
function coloursOf(look: Uint8Array): { readonly notSkin: number; readonly redness: number } {
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
  const redOf = (of: readonly number[]) =>
    share(
      Float64Array.from(of, (at) => level(at, 2)),
      0.5,
    );
  return { notSkin: away.length / skin.length, redness: redOf([...LIP_LOOKS]) - redOf(skin) };
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
