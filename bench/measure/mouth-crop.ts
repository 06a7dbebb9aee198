import { planes, type Picture } from '../../src/engine/picture/picture';
import type { FaceFrames } from '../../src/engine/face/track/face-frames';
import { POSE, trackedIndex } from '../../src/engine/face/track/landmarks';

/** Where the mouth lies in the space of the reference face, whose outer eye corners are 1 apart; centre and size. */
export type CropPlace = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** A mouth cut out of a picture, as large and as upright as that of every other frame. Planes [height, width], 0…255. */
export type MouthCrop = {
  readonly width: number;
  readonly height: number;
  readonly luma: Float32Array;
  readonly blue: Float32Array;
  readonly red: Float32Array;
};

/** Column by column: x' = a x − b y + c, y' = b x + a y + d. */
export type Similarity2 = {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
};

/** The turn, scale and shift that bring points [n, 2] nearest to others (least squares). */
export function alignPlane(from: ArrayLike<number>, to: ArrayLike<number>): Similarity2 {
  const count = from.length / 2;
  const middle = (points: ArrayLike<number>, axis: number) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += points[2 * i + axis] as number;
    return sum / count;
  };
  const [fx, fy, tx, ty] = [middle(from, 0), middle(from, 1), middle(to, 0), middle(to, 1)];
  let [dot, cross, square] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const [x, y] = [(from[2 * i] as number) - fx, (from[2 * i + 1] as number) - fy];
    const [u, v] = [(to[2 * i] as number) - tx, (to[2 * i + 1] as number) - ty];
    dot += x * u + y * v;
    cross += x * v - y * u;
    square += x * x + y * y;
  }
  const [a, b] = [dot / square, cross / square];
  return { a, b, c: tx - a * fx + b * fy, d: ty - b * fx - a * fy };
}

const STILL = POSE.map(trackedIndex);

/**
 * From the reference face to the picture of a frame, by its still points. `reference`: those of the reference face,
 * [18, 3]. Null where there is no face.
 */
export function placeOf(
  { present, read }: FaceFrames,
  frame: number,
  reference: ArrayLike<number>,
): Similarity2 | null {
  if (present[frame] !== 1) return null;
  const points = read(frame);
  const flat = (at: ArrayLike<number>, position: number) => [
    at[3 * position] as number,
    at[3 * position + 1] as number,
  ];
  return alignPlane(
    STILL.flatMap((_, i) => flat(reference, i)),
    STILL.flatMap((position) => flat(points, position)),
  );
}

/** Cuts out `place` at `scale` pixels an eye distance. Each pixel is the mean of what it covers of the picture. */
export function cutMouth(
  picture: Picture,
  similarity: Similarity2,
  place: CropPlace,
  scale: number,
): MouthCrop {
  const width = Math.round(place.width * scale);
  const height = Math.round(place.height * scale);
  const [luma, blue, red] = planes(picture).map((plane, index) => {
    const shrink = index > 0 ? 2 : 1;
    const { a, b, c, d } = similarity;
    // A bilinear sample covers two pixels each way.
    const taps = Math.max(1, Math.ceil(Math.hypot(a, b) / scale / shrink / 2));
    const into = new Float32Array(width * height);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        let sum = 0;
        for (let tap = 0; tap < taps * taps; tap++) {
          const across = (column + ((tap % taps) + 0.5) / taps) / scale;
          const down = (row + (Math.floor(tap / taps) + 0.5) / taps) / scale;
          const x = place.x - place.width / 2 + across;
          const y = place.y - place.height / 2 + down;
          const u = (a * x - b * y + c + 0.5) / shrink - 0.5;
          const v = (b * x + a * y + d + 0.5) / shrink - 0.5;
          sum += bilinear(plane, u, v);
        }
        into[row * width + column] = sum / (taps * taps);
      }
    }
    return into;
  }) as [Float32Array, Float32Array, Float32Array];
  return { width, height, luma, blue, red };
}

type Samples = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** A sample between the pixels; beyond the edge the last one goes on. */
function bilinear({ data, width, height }: Samples, x: number, y: number): number {
  const u = Math.min(Math.max(x, 0), width - 1);
  const v = Math.min(Math.max(y, 0), height - 1);
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
  const mix = (row: number) =>
    (data[row * width + left] as number) * (1 - u + left) +
    (data[row * width + right] as number) * (u - left);
  return mix(top) * (1 - v + top) + mix(bottom) * (v - top);
}

/** Gaussian blur of a plane [height, width]; the edge's samples go on beyond it. */
export function blur(plane: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const reach = Math.ceil(3 * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const pass = (from: Float32Array, stride: number, limit: number, position: (i: number) => number) =>
    from.map((_, i) => {
      const at = position(i);
      let sum = 0;
      for (let k = -reach; k <= reach; k++) {
        const to = Math.min(Math.max(at + k, 0), limit - 1);
        sum += (weights[k + reach] as number) * (from[i + (to - at) * stride] as number);
      }
      return sum / total;
    });
  const across = pass(plane, 1, width, (i) => i % width);
  return pass(across, width, height, (i) => Math.floor(i / width));
}
