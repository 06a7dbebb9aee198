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
  const sums = rowSums(source, size);
  for (let row = 0; row < size; row++) {
    const above = Math.max(row - 1, 0) * size;
    const below = Math.min(row + 1, size - 1) * size;
    for (let column = 0; column < size; column++) {
      const at = row * size + column;
      const blurred =
        ((sums[above + column] as number) + 2 * (sums[at] as number) + (sums[below + column] as number)) / 16;
      const own = source[at] as number;
      luma[at] = Math.min(255, Math.max(0, own + strength * (own - blurred)));
    }
  }
}

/** Each pixel twice and its neighbours in the row once, the edge repeated. */
function rowSums(luma: Float32Array, size: number): Float64Array {
  const sums = new Float64Array(luma.length);
  for (let start = 0; start < luma.length; start += size) {
    for (let column = 0; column < size; column++) {
      const left = luma[start + Math.max(column - 1, 0)] as number;
      const right = luma[start + Math.min(column + 1, size - 1)] as number;
      sums[start + column] = left + 2 * (luma[start + column] as number) + right;
    }
  }
  return sums;
}
