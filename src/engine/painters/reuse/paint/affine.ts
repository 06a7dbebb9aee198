import { eliminate } from '../../../math/thin-plate';

/** x' = a x + b y + c, y' = d x + e y + f. */
export type Affine = readonly [number, number, number, number, number, number];

/** The affine map that brings `from` nearest to `to` (both [n, 2]) in the least-squares sense. */
export function fitAffine(from: ArrayLike<number>, to: ArrayLike<number>): Affine {
  const system = new Float64Array(15);
  for (let i = 0; i < from.length; i += 2) {
    const row = [from[i] as number, from[i + 1] as number, 1];
    const right = [to[i] as number, to[i + 1] as number];
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++)
        system[5 * a + b] = (system[5 * a + b] as number) + (row[a] as number) * (row[b] as number);
      for (let b = 0; b < 2; b++)
        system[5 * a + 3 + b] = (system[5 * a + 3 + b] as number) + (row[a] as number) * (right[b] as number);
    }
  }
  eliminate(system, 3, 2);
  return [system[3], system[8], system[13], system[4], system[9], system[14]] as unknown as Affine;
}

export function applyAffine([a, b, c, d, e, f]: Affine, x: number, y: number): [number, number] {
  return [a * x + b * y + c, d * x + e * y + f];
}
