import type { Rotation } from '../../core/media-info';
import { planes, type Picture } from '../../picture/picture';
import { squareMean } from '../track/choice/face-look';
import { faceExtent, uprightToCoded } from '../track/face-window';
import { transform, type Similarity } from '../../math/similarity';
import table from './appearance.json';
import { APPEARANCE_SIZE, AROUND, KINDS, TONE } from './likeness';

/** Points of the face mesh that speech and blinking leave alone, spread evenly; and how their numbers usually are. */
const { points: POINTS, usual: USUAL, spread: SPREAD } = table;

/** Brightness and colour are means over a square of this half width, in distances between the outer eye corners. */
const REACH = 0.04;

/**
 * What a face looks like apart from pose, expression, size and light: the shape of the head in the space of the
 * reference face, brightness in units of its spread over the face, and colour against that of the skin. Not yet
 * compared with other people's. `mesh`: [468, 3] in upright pixels; `pose`: picture → reference face.
 */
export function measureAppearance(
  picture: Picture,
  rotation: Rotation,
  mesh: Float32Array,
  pose: Similarity,
): Float32Array {
  const measured = new Float32Array(APPEARANCE_SIZE);
  const [, [fromLight], [fromColour]] = KINDS;
  const still = Float32Array.from(
    POINTS.flatMap((landmark) => [...mesh.subarray(3 * landmark, 3 * landmark + 3)]),
  );
  transform(pose, still, measured);
  planes(picture).forEach((plane, channel) => {
    const shrink = channel > 0 ? 2 : 1;
    // `pose` scales the distance between the eye corners to 1.
    const half = Math.max(1, Math.round(REACH / pose.scale / shrink));
    POINTS.forEach((_, i) => {
      const { width, height } = picture;
      const [x, y] = uprightToCoded(
        still[3 * i] as number,
        still[3 * i + 1] as number,
        rotation,
        width,
        height,
      );
      const level = squareMean(plane, Math.round(x / shrink), Math.round(y / shrink), half);
      if (channel === 0) measured[fromLight + i] = Math.log(level + 8);
      else measured[fromColour + 2 * i + channel - 1] = level;
    });
  });
  const { length } = POINTS;
  measured[TONE] = Math.exp(medianOf(measured, fromLight, 1, length)) - 8;
  for (const channel of [0, 1])
    measured[TONE + 1 + channel] = medianOf(measured, fromColour + channel, 2, length);
  measured.set(surroundings(picture, rotation, mesh), AROUND);
  standardise(measured.subarray(fromLight, fromColour));
  for (const channel of [0, 1]) centre(measured, fromColour + channel, 2);
  return measured;
}

/** What is around a face is looked at in so many columns and rows of the picture. */
const GRID = 24;
/** A head with its hair is so many times as large as the points of its face. */
const HEAD = 1.4;

/** Mean brightness and colours of a picture outside of a head; of all of it where the head fills it. */
function surroundings(picture: Picture, rotation: Rotation, mesh: Float32Array): Float32Array {
  const { cx, cy, size } = faceExtent(mesh, mesh.length / 3);
  const { width, height } = picture;
  const [x, y] = uprightToCoded(cx, cy, rotation, width, height);
  const half = (HEAD * size) / 2;
  const places = Array.from<unknown, [number, number]>({ length: GRID * GRID }, (_, i) => [
    (((i % GRID) + 0.5) / GRID) * width,
    ((Math.floor(i / GRID) + 0.5) / GRID) * height,
  ]);
  const outside = places.filter(([u, v]) => Math.abs(u - x) > half || Math.abs(v - y) > half);
  const seen = outside.length > 0 ? outside : places;
  return Float32Array.from(planes(picture), (plane, channel) => {
    const shrink = channel > 0 ? 2 : 1;
    const levels = seen.map(([u, v]) => squareMean(plane, Math.floor(u / shrink), Math.floor(v / shrink), 1));
    return levels.reduce((sum, level) => sum + level, 0) / seen.length;
  });
}

/** In place: mean 0, standard deviation 1. */
function standardise(values: Float32Array): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  for (let i = 0; i < values.length; i++) values[i] = ((values[i] as number) - mean) / Math.max(1e-3, spread);
}

/** In place: every `step`th number from `from` on, less their median. */
function centre(values: Float32Array, from: number, step: number): void {
  const median = medianOf(values, from, step, POINTS.length);
  for (let i = 0; i < POINTS.length; i++)
    values[from + step * i] = (values[from + step * i] as number) - median;
}

/** Upper median of `count` numbers, every `step`th from `from` on. */
function medianOf(values: Float32Array, from: number, step: number, count: number): number {
  const own = Float32Array.from({ length: count }, (_, i) => values[from + step * i] as number);
  return own.sort()[count >> 1] as number;
}

/** A measured appearance as how it differs from other people's: what can be averaged and compared. */
export const againstOthers = (measured: Float32Array): Float32Array =>
  measured.map((value, i) => (value - (USUAL[i] ?? 0)) / (SPREAD[i] ?? 1));
