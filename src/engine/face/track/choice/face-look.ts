import type { Rotation } from '../../../core/media-info';
import { planes, type Picture } from '../../../picture/picture';
import { uprightToCoded } from '../face-window';

/** Points of the face mesh spread evenly over the mouth's surroundings and the lips, less the inside of the mouth. */
const LOWER = [
  11, 16, 18, 32, 37, 57, 74, 83, 84, 86, 92, 106, 146, 149, 164, 165, 167, 170, 171, 175, 181, 182, 186, 194,
  199, 200, 201, 202, 204, 206, 208, 211, 262, 267, 269, 273, 313, 314, 316, 320, 322, 335, 369, 378, 379,
  391, 393, 394, 395, 396, 405, 406, 408, 410, 418, 421, 422, 424, 426, 428, 430, 431, 432, 436,
] as const;
/** The same for forehead, nose and cheeks: they tell how the light has changed. */
const UPPER = [
  9, 36, 45, 49, 69, 101, 108, 120, 122, 151, 168, 195, 217, 266, 275, 277, 299, 330, 337, 344, 371, 412, 413,
  456,
] as const;

const POINTS = [...LOWER, ...UPPER];
export const LOWER_LOOKS = LOWER.length;
export const LOOKS = POINTS.length;
/** Which of the points around the mouth lie on the lips. */
export const LIP_LOOKS: ReadonlySet<number> = new Set(
  [11, 16, 37, 84, 86, 181, 267, 269, 314, 316, 405].map((landmark) =>
    (LOWER as readonly number[]).indexOf(landmark),
  ),
);
/** Bytes of one face's look: luma, blue and red difference of each point. */
export const LOOK_BYTES = 3 * LOOKS;

/** Colours are means over a square of this half width, in distances between the outer eye corners. */
const REACH = 0.022;

/**
 * What a face looks like at points that move with it: [LOOKS, 3] bytes into `into`. Skin stays skin there while the
 * mouth speaks and the head turns; what is in front of the face is not. `mesh`: [468, 3] in upright pixels.
 */
export function faceLook(picture: Picture, rotation: Rotation, mesh: Float32Array, into: Uint8Array): void {
  const reach = Math.max(1, Math.round(REACH * eyeDistance(mesh)));
  planes(picture).forEach((plane, channel) => {
    const shrink = channel > 0 ? 2 : 1;
    const half = Math.max(1, Math.round(reach / shrink));
    POINTS.forEach((landmark, i) => {
      const [x, y] = uprightToCoded(
        mesh[3 * landmark] as number,
        mesh[3 * landmark + 1] as number,
        rotation,
        picture.width,
        picture.height,
      );
      into[3 * i + channel] = squareMean(plane, Math.round(x / shrink), Math.round(y / shrink), half);
    });
  });
}

/**
 * Levels by which forehead, nose and cheeks may change from one frame to the next: the middle of the points. When a microphone
 * or a hand was there all at once they changed by less in 39 of 40 drawn clips; 19 of 7,260 pairs of frames of two people who
 * were filmed alike are within both.
 */
const [STEADY_LUMA, STEADY_CHROMA] = [5, 2];

/**
 * True where the upper half of a face looks the same in two frames that follow one another: what is another below is then
 * something before it, not another face.
 */
export function isSameAbove(before: Uint8Array, now: Uint8Array): boolean {
  const apart = (point: number, channel: number) => before[3 * point + channel]! - now[3 * point + channel]!;
  const upper = Array.from(UPPER, (_, i) => LOWER_LOOKS + i);
  const luma = upper.map((point) => Math.abs(apart(point, 0)));
  const chroma = upper.map((point) => Math.hypot(apart(point, 1), apart(point, 2)));
  return middle(luma) <= STEADY_LUMA && middle(chroma) <= STEADY_CHROMA;
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

function eyeDistance(mesh: Float32Array): number {
  const [left, right] = [3 * 33, 3 * 263];
  return Math.hypot(
    (mesh[left] as number) - (mesh[right] as number),
    (mesh[left + 1] as number) - (mesh[right + 1] as number),
  );
}

type Samples = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** Mean of a square; beyond the edge of the picture its last sample goes on. */
export function squareMean({ data, width, height }: Samples, cx: number, cy: number, half: number): number {
  const column = (x: number) => Math.min(Math.max(x, 0), width - 1);
  const row = (y: number) => Math.min(Math.max(y, 0), height - 1) * width;
  let sum = 0;
  for (let y = cy - half; y <= cy + half; y++) {
    const line = row(y);
    for (let x = cx - half; x <= cx + half; x++) sum += data[line + column(x)] as number;
  }
  return Math.round(sum / (2 * half + 1) ** 2);
}
