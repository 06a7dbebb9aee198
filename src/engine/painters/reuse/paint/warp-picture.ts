import { planes, type Picture, type Plane } from '../../../picture/picture';
import type { Box } from '../../../picture/box';
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
  /** Displacements of a row of samples at each column of nodes, in samples. */
  #acrossX = new Float64Array(0);
  #acrossY = new Float64Array(0);
  /** The first sample right of each column of nodes, and whether what lies between it and the next moves. */
  #starts = new Int32Array(0);
  #moving = new Uint8Array(0);

  /** Changes what of `frame` lies in `box`, over which the nodes lie. */
  apply(frame: Picture, box: Box, displacements: Displacements): void {
    this.#reserve(box, displacements.columns);
    planes(frame).forEach((plane, index) => this.#movePlane(plane, index > 0 ? 2 : 1, box, displacements));
  }

  #reserve({ width }: Box, columns: number): void {
    this.#places.reserve(width);
    if (this.#values.length < width) this.#values = new Float32Array(width);
    if (this.#moving.length >= columns) return;
    this.#acrossX = new Float64Array(columns);
    this.#acrossY = new Float64Array(columns);
    this.#starts = new Int32Array(columns);
    this.#moving = new Uint8Array(columns);
  }

  #movePlane(plane: Plane, shrink: number, box: Box, displacements: Displacements): void {
    const { spacing, columns } = displacements;
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
    for (let node = 0; node < columns; node++) {
      const start = Math.max(0, Math.ceil((node - part.offset) / part.perNode));
      this.#starts[node] = Math.min(part.width, start);
    }
    const sample = shrink > 1 ? sampleLinear : sampleCubic;
    let above = -1;
    for (let row = 0; row < part.height; row++) {
      const at = row * part.perNode + part.offset;
      if (Math.floor(at) !== above) {
        above = Math.floor(at);
        markMoving(displacements, above, this.#moving);
      }
      const first = this.#moving.indexOf(1);
      if (first < 0) continue;
      const last = this.#moving.lastIndexOf(1);
      interpolateDown(displacements, above, at - above, shrink, this.#acrossX, this.#acrossY);
      this.#placesOf(row, first, last, part);
      const from = this.#starts[first] as number;
      const count = (this.#starts[last + 1] as number) - from;
      sample(this.#copy, this.#places, count, this.#values, 0);
      put(this.#values, count, plane.data, (part.top + row) * plane.width + part.left + from);
    }
  }

  /** The places that a row's samples come from, from the first cell of the grid that moves to the last; NaN between them where it stands still. */
  #placesOf(row: number, first: number, last: number, { perNode, offset }: Part): void {
    const { x, y } = this.#places;
    const [starts, acrossX, acrossY] = [this.#starts, this.#acrossX, this.#acrossY];
    const from = starts[first] as number;
    for (let cell = first; cell <= last; cell++) {
      const leftX = acrossX[cell] as number;
      const leftY = acrossY[cell] as number;
      const perColumnX = ((acrossX[cell + 1] as number) - leftX) * perNode;
      const perColumnY = ((acrossY[cell + 1] as number) - leftY) * perNode;
      const node = (cell - offset) / perNode;
      const start = starts[cell] as number;
      const end = starts[cell + 1] as number;
      if (!this.#moving[cell]) {
        x.fill(NaN, start - from, end - from);
        continue;
      }
      for (let column = start; column < end; column++) {
        x[column - from] = column + leftX + perColumnX * (column - node);
        y[column - from] = row + leftY + perColumnY * (column - node);
      }
    }
  }
}

/** Marks the cells below a row of nodes of which some corner moves: those that stand still cost nothing. */
function markMoving({ nodes, columns }: Displacements, above: number, moving: Uint8Array): void {
  const seen = (node: number) =>
    Math.abs(nodes[2 * node] as number) > INVISIBLE || Math.abs(nodes[2 * node + 1] as number) > INVISIBLE;
  const upper = above * columns;
  moving.fill(0);
  for (let column = 0; column < columns; column++) {
    if (!seen(upper + column) && !seen(upper + columns + column)) continue;
    if (column > 0) moving[column - 1] = 1;
    if (column < columns - 1) moving[column] = 1;
  }
}

/** The nodes' displacements at a share of the way from one row of nodes to the next. */
function interpolateDown(
  { nodes, columns }: Displacements,
  above: number,
  share: number,
  shrink: number,
  acrossX: Float64Array,
  acrossY: Float64Array,
): void {
  const [own, next] = [(1 - share) / shrink, share / shrink];
  let upper = 2 * above * columns;
  let lower = upper + 2 * columns;
  for (let column = 0; column < columns; column++, upper += 2, lower += 2) {
    acrossX[column] = (nodes[upper] as number) * own + (nodes[lower] as number) * next;
    acrossY[column] = (nodes[upper + 1] as number) * own + (nodes[lower + 1] as number) * next;
  }
}

/** Writes samples into a plane from `at` on, but for those that are NaN. */
function put(values: Float32Array, count: number, data: Uint8Array, at: number): void {
  for (let i = 0; i < count; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    data[at + i] = value < 0 ? 0 : value > 255 ? 255 : value + 0.5;
  }
}
