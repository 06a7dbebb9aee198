import type { Rotation } from '../../../core/media-info';
import { TRACKED, trackedIndex } from '../../../face/track/landmarks';

/** A rectangle [x1, x2) × [y1, y2): pixel x covers x … x + 1. Whole numbers in the published method. */
export type FaceBox = {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
};

/** The mesh point in the middle of the forehead; the points above it are outside of the box. */
const MID_FOREHEAD = trackedIndex(151);
const ABOVE = [10, 67, 297, 54, 284].map(trackedIndex);

/** The published padding below the chin is 10 px, on faces that were about this tall (pixels). */
const CHIN_PAD = 10 / 200;

/**
 * The box that Wav2Lip wants to see: from ear to ear, from the middle of the forehead to a little below the chin.
 * `points`: one frame's landmarks [TRACKED, 2], upright pixels; `extra`: pixels added below the chin instead of
 * 5 % of the height. Clamped to the picture.
 */
export function faceBox(
  points: ArrayLike<number>,
  picture: { readonly width: number; readonly height: number },
  extra?: number,
): FaceBox {
  let [x1, x2, y2] = [Infinity, -Infinity, -Infinity];
  for (let i = 0; i < TRACKED.length; i++) {
    if (ABOVE.includes(i)) continue;
    const x = points[2 * i] as number;
    x1 = Math.min(x1, x);
    x2 = Math.max(x2, x);
    y2 = Math.max(y2, points[2 * i + 1] as number);
  }
  const y1 = points[2 * MID_FOREHEAD + 1] as number;
  const clampX = (x: number) => Math.min(Math.max(x, 0), picture.width);
  const clampY = (y: number) => Math.min(Math.max(y, 0), picture.height);
  return {
    x1: clampX(x1),
    y1: clampY(Math.min(y1, y2)),
    x2: clampX(x2),
    y2: clampY(y2 + (extra ?? CHIN_PAD * Math.max(0, y2 - y1))),
  };
}

/** Frames that one smoothed box is the mean of in the published method. */
const SPAN = 5;

/**
 * The published smoothing of boxes [n, 4], in place: each becomes the mean of itself and the four after it,
 * truncated to whole pixels. At the end the last five are averaged, some of which are smoothed already; of fewer
 * than five boxes only the last 5 − n … are taken, as a negative slice of the original does.
 */
export function smoothBoxes(boxes: Int32Array): void {
  const count = boxes.length / 4;
  for (let i = 0; i < count; i++) {
    const tail = i + SPAN > count;
    // Where there are fewer than five, the original's slice starts at a negative index, counted from the end.
    const start = tail ? (count >= SPAN ? count - SPAN : Math.max(0, 2 * count - SPAN)) : i;
    const end = tail ? count : i + SPAN;
    for (let side = 0; side < 4; side++) {
      let sum = 0;
      for (let k = start; k < end; k++) sum += boxes[4 * k + side] as number;
      boxes[4 * i + side] = Math.trunc(sum / (end - start));
    }
  }
}

/** A box of the upright picture as one of the coded picture. */
export function codedBox(
  { x1, y1, x2, y2 }: FaceBox,
  rotation: Rotation,
  codedWidth: number,
  codedHeight: number,
): FaceBox {
  switch (rotation) {
    case 0:
      return { x1, y1, x2, y2 };
    case 90:
      return { x1: y1, x2: y2, y1: codedHeight - x2, y2: codedHeight - x1 };
    case 180:
      return { x1: codedWidth - x2, x2: codedWidth - x1, y1: codedHeight - y2, y2: codedHeight - y1 };
    case 270:
      return { x1: codedWidth - y2, x2: codedWidth - y1, y1: x1, y2: x2 };
  }
}
