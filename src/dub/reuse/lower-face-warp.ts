import { feather, polygonDistance } from '../blend/feather';
import { planes, type Picture, type Plane } from '../picture';
import { CONTOUR_POINTS, HELD_POINTS, MOVED_POINTS, faceUnit, pick } from './face-geometry';
import { bounds, evenBox, type Box } from './box';
import { SampleRow, sampleCubic, sampleLinear } from './sample';
import { ThinPlate } from './thin-plate';

/** Lengths in face units (outer eye distance). */
/** How far beyond the face contour the warp fades out beside the face, where the background begins … */
const FADE_BESIDE = 0.04;
/** … and below the chin, where the neck follows the jaw. */
const FADE_BELOW = 0.1;
/** Distance of the nodes at which the displacement is computed; between them it is interpolated. */
const NODE_SPACING = 1 / 20;
/** Lets the spline give way by about half a pixel of a 512-pixel video where points contradict each other. */
const STIFFNESS = 0.02;
/** Displacements below this many pixels cannot be seen; such pixels are left as they were decoded. */
const INVISIBLE = 0.02;

const CONTROLS = MOVED_POINTS.length + HELD_POINTS.length;

/**
 * Moves lips and jaw of a picture to their target and leaves nose, cheeks, eyes and background where they are:
 * a thin-plate spline on the lower face, faded out beyond the face contour. Buffers are kept between frames.
 */
export class LowerFaceWarp {
  #spline = new ThinPlate(CONTROLS);
  #x = new Float64Array(CONTROLS);
  #y = new Float64Array(CONTROLS);
  #dx = new Float64Array(CONTROLS);
  #dy = new Float64Array(CONTROLS);
  #contour = new Float32Array(CONTOUR_POINTS.length * 2);
  #nodes = new Float32Array(0);
  #copy = new Uint8Array(0);
  #samples = new SampleRow();

  /** `base`: the frame's landmarks [TRACKED, 2]; `target`: [60, 2]; both in pixels of `frame`, which is changed. */
  apply(frame: Picture, base: Float32Array, target: Float32Array): void {
    const unit = faceUnit(base);
    this.#fit(base, target, unit);
    pick(base, CONTOUR_POINTS, this.#contour);
    const down = downwards(base);
    const box = this.#reach(down, unit, frame);
    if (box.width < 4 || box.height < 4) return;
    const spacing = Math.max(4, NODE_SPACING * unit);
    const columns = Math.ceil(box.width / spacing) + 1;
    this.#displacements(box, spacing, columns, down, unit);
    planes(frame).forEach((plane, index) => this.#move(plane, index > 0 ? 2 : 1, box, spacing, columns));
  }

  #fit(base: Float32Array, target: Float32Array, unit: number): void {
    MOVED_POINTS.forEach((position, i) => {
      // `MOVED_POINTS` are positions below 60, where `SHAPE` and `TRACKED` agree.
      this.#x[i] = target[2 * position] as number;
      this.#y[i] = target[2 * position + 1] as number;
      this.#dx[i] = (base[2 * position] as number) - this.#x[i];
      this.#dy[i] = (base[2 * position + 1] as number) - this.#y[i];
    });
    HELD_POINTS.forEach((position, k) => {
      const i = MOVED_POINTS.length + k;
      this.#x[i] = base[2 * position] as number;
      this.#y[i] = base[2 * position + 1] as number;
      this.#dx[i] = this.#dy[i] = 0;
    });
    this.#spline.fit(this.#x, this.#y, this.#dx, this.#dy, unit, STIFFNESS);
  }

  /** The box that the warp can touch: the lower face, a little beside it and more below it. */
  #reach(down: Down, unit: number, frame: Picture): Box {
    const beside = bounds(this.#contour, FADE_BESIDE * unit);
    const [x, y] = [down.dx * FADE_BELOW * unit, down.dy * FADE_BELOW * unit];
    const left = beside.left + Math.min(0, x);
    const right = beside.right + Math.max(0, x);
    const top = beside.top + Math.min(0, y);
    const bottom = beside.bottom + Math.max(0, y);
    return evenBox(left, top, right, bottom, frame);
  }

  /** Displacement (where a pixel comes from, minus where it is) at the nodes of a grid over `box`. */
  #displacements(box: Box, spacing: number, columns: number, down: Down, unit: number): void {
    const rows = Math.ceil(box.height / spacing) + 1;
    if (this.#nodes.length < 2 * rows * columns) this.#nodes = new Float32Array(2 * rows * columns);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const at = 2 * (row * columns + column);
        const x = box.x + column * spacing;
        const y = box.y + row * spacing;
        const weight = this.#weight(x, y, down, unit);
        this.#nodes[at] = this.#nodes[at + 1] = 0;
        if (weight === 0) continue;
        this.#spline.evaluate(x, y, this.#nodes, at);
        this.#nodes[at] = weight * this.#nodes[at];
        this.#nodes[at + 1] = weight * (this.#nodes[at + 1] as number);
      }
    }
  }

  #weight(x: number, y: number, down: Down, unit: number): number {
    const outside = polygonDistance(this.#contour, x, y);
    if (outside <= 0) return 1;
    const dx = x - down.x;
    const dy = y - down.y;
    const below = Math.max(0, (dx * down.dx + dy * down.dy) / Math.hypot(dx, dy));
    return feather(outside, (FADE_BESIDE + (FADE_BELOW - FADE_BESIDE) * below ** 4) * unit);
  }

  /** Moves one plane, cell by cell of the grid of nodes: cells that stand still cost nothing. */
  #move(plane: Plane, shrink: number, box: Box, spacing: number, columns: number): void {
    const left = box.x / shrink;
    const top = box.y / shrink;
    const width = Math.min(Math.ceil(box.width / shrink), plane.width - left);
    const height = Math.min(Math.ceil(box.height / shrink), plane.height - top);
    const before = this.#copyOf(plane, left, top, width, height);
    // A chroma sample lies between four luma samples.
    const grid: Grid = {
      nodes: this.#nodes,
      columns,
      perNode: shrink / spacing,
      offset: (shrink - 1) / 2 / spacing,
    };
    const cells = (length: number) => Math.ceil(length * grid.perNode);
    const firstIn = (cell: number) => Math.max(0, Math.ceil((cell - grid.offset) / grid.perNode));
    for (let row = 0; row < cells(height); row++) {
      for (let column = 0; column < cells(width); column++) {
        if (!moves(grid, row, column)) continue;
        const rows = [firstIn(row), Math.min(firstIn(row + 1), height)] as const;
        const across = [firstIn(column), Math.min(firstIn(column + 1), width)] as const;
        moveCell(plane, before, grid, { row, column, rows, across, left, top, shrink }, this.#samples);
      }
    }
  }

  #copyOf(plane: Plane, left: number, top: number, width: number, height: number): Plane {
    if (this.#copy.length < width * height) this.#copy = new Uint8Array(width * height);
    for (let row = 0; row < height; row++) {
      const from = (top + row) * plane.width + left;
      this.#copy.set(plane.data.subarray(from, from + width), row * width);
    }
    return { data: this.#copy, width, height };
  }
}

/** Nodes of displacement, [rows, columns, 2]; a sample at (column, row) of a plane lies at `perNode` · that + `offset`. */
type Grid = { nodes: Float32Array; columns: number; perNode: number; offset: number };

function moves({ nodes, columns }: Grid, row: number, column: number): boolean {
  const at = 2 * (row * columns + column);
  for (const corner of [at, at + 2, at + 2 * columns, at + 2 * columns + 2]) {
    if (Math.abs(nodes[corner] as number) > INVISIBLE || Math.abs(nodes[corner + 1] as number) > INVISIBLE)
      return true;
  }
  return false;
}

type Cell = {
  row: number;
  column: number;
  /** Samples of the plane's box that lie in the cell: from, to. */
  rows: readonly [number, number];
  across: readonly [number, number];
  left: number;
  top: number;
  shrink: number;
};

/** Fills one cell of `plane` from the picture `before`, displacements interpolated between the cell's corners. */
function moveCell(plane: Plane, before: Plane, grid: Grid, cell: Cell, samples: SampleRow): void {
  const { nodes, columns, perNode, offset } = grid;
  const { left, top, shrink } = cell;
  const sample = shrink > 1 ? sampleLinear : sampleCubic;
  const [first, end] = cell.across;
  samples.reserve(end - first);
  const at = 2 * (cell.row * columns + cell.column);
  const below = at + 2 * columns;
  const corner = (index: number) => (nodes[index] as number) / shrink;
  const [ax, bx, cx, dx] = [corner(at), corner(at + 2), corner(below), corner(below + 2)];
  const [ay, by, cy, dy] = [corner(at + 1), corner(at + 3), corner(below + 1), corner(below + 3)];
  for (let row = cell.rows[0]; row < cell.rows[1]; row++) {
    const fy = row * perNode + offset - cell.row;
    const leftX = ax + (cx - ax) * fy;
    const leftY = ay + (cy - ay) * fy;
    const stepX = bx + (dx - bx) * fy - leftX;
    const stepY = by + (dy - by) * fy - leftY;
    for (let column = first; column < end; column++) {
      const fx = column * perNode + offset - cell.column;
      samples.x[column - first] = column + leftX + stepX * fx;
      samples.y[column - first] = row + leftY + stepY * fx;
    }
    sample(before, samples, end - first);
    const line = (top + row) * plane.width + left;
    for (let column = first; column < end; column++) {
      const value = samples.values[column - first] as number;
      plane.data[line + column] = value < 0 ? 0 : value > 255 ? 255 : value + 0.5;
    }
  }
}

type Down = { x: number; y: number; dx: number; dy: number };

/** The middle of the mouth and the direction from the nose's root to the chin, which a tilted head tilts. */
function downwards(base: Float32Array): Down {
  const point = (position: number) =>
    [base[2 * position] as number, base[2 * position + 1] as number] as const;
  const [x, y] = point(15);
  const [chinX, chinY] = point(40);
  const length = Math.hypot(chinX - x, chinY - y) || 1;
  return { x, y, dx: (chinX - x) / length, dy: (chinY - y) / length };
}
