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
