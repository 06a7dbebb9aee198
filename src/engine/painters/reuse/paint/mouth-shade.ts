import { gridDistances } from '../../../picture/distance-grid';
import { feather } from '../../../picture/feather';
import type { Box } from '../../../picture/box';

/** Lengths in face units: the band around the lips in which the borrowed skin fades out. */
const FADE_FROM = 0.03;
export const FADE_WIDTH = 0.17;
/** Spacing of the nodes at which the distance to the lips is taken: the fade is wide and smooth. */
const NODE_SPACING = 1 / 36;

/** How much of the borrowed mouth shows at each sample of one plane of a box. */
export type Shade = {
  /** [height, width], 0…1. */
  readonly share: Float32Array;
  readonly width: number;
  readonly height: number;
  /** The samples of each row that lie between the first and the last that show: from, to; [height, 2]. */
  readonly spans: Int32Array;
};

const NOTHING: Shade = { share: new Float32Array(0), width: 0, height: 0, spans: new Int32Array(0) };

/** How much of the borrowed mouth shows in a box: 1 on the lips, fading out on the skin around them. */
export class MouthShade {
  luma = NOTHING;
  chroma = NOTHING;
  #distances = new Float32Array(0);
  /** For each column of a plane, the node to its left and how far it is from there to the next. */
  #left = new Int32Array(0);
  #part = new Float64Array(0);
  /** The nodes' distances, interpolated to the height of one row. */
  #across = new Float64Array(0);

  /** `outline`: the lips' outer contour, [n, 2]; `unit`: size of the face, pixels; `blending`: factor on the fade's width. */
  update(outline: Float32Array, box: Box, unit: number, blending: number): void {
    const spacing = Math.max(2, Math.floor(unit * NODE_SPACING));
    const columns = Math.ceil(box.width / spacing) + 1;
    const rows = Math.ceil(box.height / spacing) + 1;
    const fade = [FADE_FROM * unit, FADE_WIDTH * blending * unit] as const;
    this.#reserve(box, columns, rows);
    // Between a node that is out of reach and its neighbours the fade has ended, or not begun.
    const reach = fade[0] + fade[1] + 1.5 * spacing;
    gridDistances(outline, { x: box.x, y: box.y, spacing, columns, rows }, reach, this.#distances);
    this.luma = this.#spread(columns, spacing, fade, box, 1, this.luma);
    this.chroma = this.#spread(columns, spacing, fade, box, 2, this.chroma);
  }

  #reserve({ width, height }: Box, columns: number, rows: number): void {
    if (this.#distances.length < rows * columns) this.#distances = new Float32Array(rows * columns);
    if (this.#across.length < columns) this.#across = new Float64Array(columns);
    if (this.#left.length < width) {
      this.#left = new Int32Array(width);
      this.#part = new Float64Array(width);
    }
    this.luma = roomy(this.luma, width, height);
    this.chroma = roomy(this.chroma, Math.ceil(width / 2), Math.ceil(height / 2));
  }

  /** Interpolates the nodes' distances to every sample of a plane and turns them into shares. */
  #spread(
    columns: number,
    spacing: number,
    [from, width]: readonly [number, number],
    box: Box,
    shrink: number,
    into: Shade,
  ): Shade {
    const [distances, across, lefts, parts] = [this.#distances, this.#across, this.#left, this.#part];
    const shade = {
      ...into,
      width: Math.ceil(box.width / shrink),
      height: Math.ceil(box.height / shrink),
    };
    const offset = (shrink - 1) / 2;
    for (let column = 0; column < shade.width; column++) {
      const at = (column * shrink + offset) / spacing;
      lefts[column] = at;
      parts[column] = at - (lefts[column] as number);
    }
    for (let row = 0; row < shade.height; row++) {
      const at = (row * shrink + offset) / spacing;
      const top = Math.floor(at);
      const part = at - top;
      for (let node = 0; node < columns; node++) {
        const upper = distances[top * columns + node] as number;
        across[node] = upper + part * ((distances[(top + 1) * columns + node] as number) - upper) - from;
      }
      shadeRow(across, lefts, parts, width, row, shade);
    }
    return shade;
  }
}

/** Shares of one row, from the distances beyond the fade's beginning at the nodes `across` it. */
function shadeRow(
  across: Float64Array,
  lefts: Int32Array,
  parts: Float64Array,
  fade: number,
  row: number,
  { share, width, spans }: Shade,
): void {
  let [first, end] = [width, 0];
  for (let column = 0; column < width; column++) {
    const node = lefts[column] as number;
    const left = across[node] as number;
    const distance = left + (parts[column] as number) * ((across[node + 1] as number) - left);
    const value = feather(distance, fade);
    share[row * width + column] = value;
    if (value === 0) continue;
    if (column < first) first = column;
    end = column + 1;
  }
  spans[2 * row] = Math.min(first, end);
  spans[2 * row + 1] = end;
}

/** A shade with room for a plane of this size; buffers grow and stay. */
function roomy(shade: Shade, width: number, height: number): Shade {
  const share = shade.share.length < width * height ? new Float32Array(width * height) : shade.share;
  const spans = shade.spans.length < 2 * height ? new Int32Array(2 * height) : shade.spans;
  return { share, spans, width, height };
}
