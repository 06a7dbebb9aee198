import type { ColorNumbers } from './color';

/** A generated face as Y, U and V, `size` × `size` numbers each, 0…255 (chroma is not halved here). */
export type FacePlanes = {
  readonly size: number;
  readonly planes: readonly [Float32Array, Float32Array, Float32Array];
};

/**
 * The network's answer, [3, size, size] blue green red in 0…1, as YUV. `whole`: colours are cut to whole numbers
 * first, as the published code does.
 */
export function toFacePlanes(
  answer: Float32Array,
  size: number,
  { lift, y: gain, c, kr, kg, kb }: ColorNumbers,
  whole: boolean,
): FacePlanes {
  const area = size * size;
  const planes = [new Float32Array(area), new Float32Array(area), new Float32Array(area)] as const;
  const level = (value: number) => {
    const scaled = Math.min(255, Math.max(0, value * 255));
    return whole ? Math.trunc(scaled) : scaled;
  };
  for (let i = 0; i < area; i++) {
    const blue = level(answer[i] as number);
    const green = level(answer[area + i] as number);
    const red = level(answer[2 * area + i] as number);
    const light = kr * red + kg * green + kb * blue;
    planes[0][i] = lift + gain * light;
    planes[1][i] = 128 + (c * (blue - light)) / (2 * (1 - kb));
    planes[2][i] = 128 + (c * (red - light)) / (2 * (1 - kr));
  }
  return { size, planes };
}

/**
 * Sharpens luma in place by what it differs from its own 3 × 3 binomial blur; `strength` 0…1 or so. The network's
 * picture is softer than footage, and more so after it was enlarged.
 */
export function sharpen({ size, planes: [luma] }: FacePlanes, strength: number): void {
  if (strength <= 0) return;
  const source = luma.slice();
  const at = (row: number, column: number) =>
    source[Math.min(Math.max(row, 0), size - 1) * size + Math.min(Math.max(column, 0), size - 1)] as number;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const blurred =
        (4 * at(row, column) +
          2 * (at(row - 1, column) + at(row + 1, column) + at(row, column - 1) + at(row, column + 1)) +
          at(row - 1, column - 1) +
          at(row - 1, column + 1) +
          at(row + 1, column - 1) +
          at(row + 1, column + 1)) /
        16;
      const own = at(row, column);
      luma[row * size + column] = Math.min(255, Math.max(0, own + strength * (own - blurred)));
    }
  }
}
