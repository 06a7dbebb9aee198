import { planes, type Picture, type Plane } from '../picture';
import type { Box } from './box';
import { Places, PlaneCopy, sampleCubic, sampleLinear } from './sample';

/** Displacements below this many pixels cannot be seen; such pixels are left as they were decoded. */
const INVISIBLE = 0.02;

/** Where pixels come from, minus where they are, at the nodes of a grid over a box: [rows, columns, 2], pixels. */
export type Displacements = {
  readonly nodes: Float32Array;
  readonly columns: number;
  readonly spacing: number;
};

/** One plane's part of the box. A sample at column c lies at node `perNode` · c + `offset`, and likewise down. */
type Part = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly shrink: number;
  readonly perNode: number;
  readonly offset: number;
};

/** Moves the samples of a picture by displacements that are interpolated between nodes. Buffers are kept and grow. */
export class WarpPicture {
  #places = new Places();
  #copy = new PlaneCopy();
  #values = new Float32Array(0);
  /** Displacements of a row of samples at the nodes left and right of them. */
  #acrossX = new Float64Array(0);
  #acrossY = new Float64Array(0);
  /** 1 for the cells beside them that move. */
  #moving = new Uint8Array(0);

  /** Changes what of `frame` lies in `box`, over which the nodes lie. */
  apply(frame: Picture, box: Box, displacements: Displacements): void {
    this.#reserve(box, displacements.columns);
    planes(frame).forEach((plane, index) => this.#movePlane(plane, index > 0 ? 2 : 1, box, displacements));
  }

  #reserve({ width }: Box, columns: number): void {
    this.#places.reserve(width);
    if (this.#values.length < width) this.#values = new Float32Array(width);
    if (this.#acrossX.length >= columns) return;
    this.#acrossX = new Float64Array(columns);
    this.#acrossY = new Float64Array(columns);
    this.#moving = new Uint8Array(columns);
  }

  #movePlane(plane: Plane, shrink: number, box: Box, displacements: Displacements): void {
    const { spacing } = displacements;
    const part: Part = {
      left: box.x / shrink,
      top: box.y / shrink,
      width: Math.ceil(box.width / shrink),
      height: Math.ceil(box.height / shrink),
      shrink,
      perNode: shrink / spacing,
      // A chroma sample lies between four luma samples.
      offset: (shrink - 1) / 2 / spacing,
    };
    this.#copy.take(plane, part.left, part.top, part.width, part.height);
    const sample = shrink > 1 ? sampleLinear : sampleCubic;
    const values = this.#values;
    for (let row = 0; row < part.height; row++) {
      const [first, end] = this.#placesOf(row, part, displacements);
      if (first >= end) continue;
      sample(this.#copy, this.#places, end - first, values, 0);
      const line = (part.top + row) * plane.width + part.left + first;
      for (let i = 0; i < end - first; i++) {
        const value = values[i] as number;
        if (Number.isNaN(value)) continue;
        plane.data[line + i] = value < 0 ? 0 : value > 255 ? 255 : value + 0.5;
      }
    }
  }

  /**
   * Fills the places that a row's samples come from, from the first that moves to the last: returns these two. Cells
   * that stand still cost nothing.
   */
  #placesOf(row: number, part: Part, { nodes, columns }: Displacements): readonly [number, number] {
    const [acrossX, acrossY, moving] = [this.#acrossX, this.#acrossY, this.#moving];
    const at = row * part.perNode + part.offset;
    const upper = 2 * Math.floor(at) * columns;
    const share = at - Math.floor(at);
    let before = 0;
    for (let node = 0; node < columns; node++) {
      const above = upper + 2 * node;
      const below = above + 2 * columns;
      const [x, y] = [nodes[above] as number, nodes[above + 1] as number];
      const [belowX, belowY] = [nodes[below] as number, nodes[below + 1] as number];
      acrossX[node] = (x + (belowX - x) * share) / part.shrink;
      acrossY[node] = (y + (belowY - y) * share) / part.shrink;
      const own = seen(x) | seen(y) | seen(belowX) | seen(belowY);
      if (node > 0) moving[node - 1] = before | own;
      before = own;
    }
    return fillPlaces(this.#places, acrossX, acrossY, moving, columns, row, part);
  }
}

const seen = (displacement: number) => (Math.abs(displacement) > INVISIBLE ? 1 : 0);

function fillPlaces(
  { x: xs, y: ys }: Places,
  acrossX: Float64Array,
  acrossY: Float64Array,
  moving: Uint8Array,
  columns: number,
  row: number,
  { width, perNode, offset }: Part,
): readonly [number, number] {
  let first = -1;
  let end = -1;
  for (let cell = 0; cell < columns - 1; cell++) {
    const from = Math.max(0, Math.ceil((cell - offset) / perNode));
    const to = Math.min(width, Math.ceil((cell + 1 - offset) / perNode));
    const moves = moving[cell] !== 0;
    if (first < 0) {
      if (!moves) continue;
      first = from;
    }
    if (moves) end = to;
    const leftX = acrossX[cell] as number;
    const leftY = acrossY[cell] as number;
    const stepX = (acrossX[cell + 1] as number) - leftX;
    const stepY = (acrossY[cell + 1] as number) - leftY;
    for (let column = from; column < to; column++) {
      const share = column * perNode + offset - cell;
      xs[column - first] = moves ? column + leftX + stepX * share : NaN;
      ys[column - first] = row + leftY + stepY * share;
    }
  }
  return [first, end];
}
