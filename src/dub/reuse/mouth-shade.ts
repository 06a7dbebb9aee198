import { feather, polygonDistance } from '../blend/feather';
import type { Box } from './box';

/** Lengths in face units: the band around the lips in which the borrowed skin fades out. */
const FADE_FROM = 0.03;
export const FADE_WIDTH = 0.17;
/** Spacing of the nodes at which the distance to the lips is taken: the fade is wide and smooth. */
const NODE_SPACING = 1 / 36;

/** How much of the borrowed mouth shows at each sample of a box: 1 on the lips, fading out on the skin around them. */
export class MouthShade {
  /** Shares for the luma plane, [height, width], and for the chroma planes, [height / 2, width / 2]. */
  luma = new Float32Array(0);
  chroma = new Float32Array(0);
  #distances = new Float32Array(0);

  /** `outline`: the lips' outer contour, [n, 2]; `unit`: size of the face, pixels; `blending`: factor on the fade's width. */
  update(outline: Float32Array, box: Box, unit: number, blending: number): void {
    const spacing = Math.max(2, Math.floor(unit * NODE_SPACING));
    const columns = Math.ceil(box.width / spacing) + 1;
    const rows = Math.ceil(box.height / spacing) + 1;
    if (this.#distances.length < rows * columns) this.#distances = new Float32Array(rows * columns);
    if (this.luma.length < box.width * box.height) {
      this.luma = new Float32Array(box.width * box.height);
      this.chroma = new Float32Array((box.width * box.height) / 4);
    }
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const [x, y] = [box.x + column * spacing, box.y + row * spacing];
        this.#distances[row * columns + column] = polygonDistance(outline, x, y);
      }
    }
    const fade = [FADE_FROM * unit, FADE_WIDTH * blending * unit] as const;
    this.#spread(columns, spacing, fade, box, 1, this.luma);
    this.#spread(columns, spacing, fade, box, 2, this.chroma);
  }

  /** Interpolates the nodes' distances to every sample of a plane and turns them into shares. */
  #spread(
    columns: number,
    spacing: number,
    [from, width]: readonly [number, number],
    box: Box,
    shrink: number,
    into: Float32Array,
  ): void {
    const distances = this.#distances;
    const w = box.width / shrink;
    const h = box.height / shrink;
    const offset = (shrink - 1) / 2;
    for (let row = 0; row < h; row++) {
      const gy = (row * shrink + offset) / spacing;
      const top = Math.floor(gy);
      const fy = gy - top;
      for (let column = 0; column < w; column++) {
        const gx = (column * shrink + offset) / spacing;
        const left = Math.floor(gx);
        const fx = gx - left;
        const at = top * columns + left;
        const below = at + columns;
        const upper = (distances[at] as number) * (1 - fx) + (distances[at + 1] as number) * fx;
        const lower = (distances[below] as number) * (1 - fx) + (distances[below + 1] as number) * fx;
        const distance = upper * (1 - fy) + lower * fy;
        into[row * w + column] = feather(distance - from, width);
      }
    }
  }
}
