import { eliminate } from './thin-plate';

/** Colours are matched where the borrowed skin shows this much: in its own place and already well outside the lips. */
const MATCH_FROM = 0.05;
const MATCH_TO = 0.6;
/** Fewer samples than this say nothing. */
const FEWEST = 12;

/** A rectangle of one plane: borrowed samples, how much of each shows, and what lies there already. */
export type Borrowed = {
  /** [height, width]; NaN where nothing is borrowed. */
  readonly texture: Float32Array;
  readonly shade: Float32Array;
  readonly width: number;
  readonly height: number;
  /** The picture's sample at a column and row of the rectangle. */
  readonly there: (column: number, row: number) => number;
};

/**
 * Adds to the texture, in place, the plane a + b x + c y that fits the difference to the picture on the ring best
 * (least squares): the light may have changed with the head's pose, also from one side of the mouth to the other.
 */
export function matchColours({ texture, shade, width, height, there }: Borrowed): void {
  const system = new Float64Array(12);
  let count = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const i = row * width + column;
      const share = shade[i] as number;
      const borrowed = texture[i] as number;
      if (share < MATCH_FROM || share > MATCH_TO || Number.isNaN(borrowed)) continue;
      observe(system, column / width - 0.5, row / height - 0.5, there(column, row) - borrowed);
      count++;
    }
  }
  if (count < FEWEST) return;
  for (let k = 0; k < 3; k++) system[5 * k] = (system[5 * k] as number) + 1e-3 * count;
  eliminate(system, 3, 1);
  const [c, cx, cy] = [system[3], system[7], system[11]] as [number, number, number];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const i = row * width + column;
      if (shade[i] === 0) continue;
      texture[i] = (texture[i] as number) + c + cx * (column / width - 0.5) + cy * (row / height - 0.5);
    }
  }
}

/** Adds one observation value ≈ c + cx x + cy y to the normal equations [3, 4]. */
function observe(system: Float64Array, x: number, y: number, value: number): void {
  system[0] = (system[0] as number) + 1;
  system[1] = (system[1] as number) + x;
  system[2] = (system[2] as number) + y;
  system[3] = (system[3] as number) + value;
  system[5] = (system[5] as number) + x * x;
  system[6] = (system[6] as number) + x * y;
  system[7] = (system[7] as number) + x * value;
  system[10] = (system[10] as number) + y * y;
  system[11] = (system[11] as number) + y * value;
  // The matrix is symmetric.
  system[4] = system[1];
  system[8] = system[2];
  system[9] = system[6];
}
