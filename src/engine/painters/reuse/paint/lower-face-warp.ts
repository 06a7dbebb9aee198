import { gridDistances } from '../../../picture/distance-grid';
import { feather } from '../../../picture/feather';
import type { Picture } from '../../../picture/picture';
import { CONTOUR_POINTS, HELD_POINTS, MOVED_POINTS, faceUnit, pick } from '../../shared/face-geometry';
import { bounds, evenBox, type Box } from '../../../picture/box';
import { ThinPlate } from '../../../math/thin-plate';
import { WarpPicture, type Displacements } from './warp-picture';

/** Lengths in face units (outer eye distance). */
/** How far beyond the face contour the warp fades out beside the face, where the background begins … */
const FADE_BESIDE = 0.04;
/** … and below the chin, where the neck follows the jaw. */
const FADE_BELOW = 0.1;
/** Distance of the nodes at which the displacement is computed; between them it is interpolated. */
const NODE_SPACING = 1 / 20;
/** Lets the spline give way by about half a pixel of a 512-pixel video where points contradict each other. */
const STIFFNESS = 0.02;

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
  #distances = new Float32Array(0);
  #warp = new WarpPicture();

  /** `base`: the frame's landmarks [TRACKED, 2]; `target`: [60, 2]; both in pixels of `frame`, which is changed. */
  apply(frame: Picture, base: Float32Array, target: Float32Array): void {
    const unit = faceUnit(base);
    this.#fit(base, target, unit);
    pick(base, CONTOUR_POINTS, this.#contour);
    const down = downwards(base);
    const box = this.#reach(down, unit, frame);
    if (box.width < 4 || box.height < 4) return;
    this.#warp.apply(frame, box, this.#displacements(box, down, unit));
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
  #displacements(box: Box, down: Down, unit: number): Displacements {
    const spacing = Math.max(4, NODE_SPACING * unit);
    const columns = Math.ceil(box.width / spacing) + 1;
    const rows = Math.ceil(box.height / spacing) + 1;
    if (this.#distances.length < rows * columns) {
      this.#nodes = new Float32Array(2 * rows * columns);
      this.#distances = new Float32Array(rows * columns);
    }
    const [nodes, distances] = [this.#nodes.fill(0), this.#distances];
    const grid = { x: box.x, y: box.y, spacing, columns, rows };
    gridDistances(this.#contour, grid, FADE_BELOW * unit, distances);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const x = box.x + column * spacing;
        const y = box.y + row * spacing;
        const weight = weightAt(x, y, distances[row * columns + column] as number, down, unit);
        if (weight === 0) continue;
        const at = 2 * (row * columns + column);
        this.#spline.evaluate(x, y, nodes, at);
        nodes[at] = weight * (nodes[at] as number);
        nodes[at + 1] = weight * (nodes[at + 1] as number);
      }
    }
    return { nodes, columns, spacing };
  }
}

/** How much of the spline's displacement counts at a place so far outside of the face contour. */
function weightAt(x: number, y: number, outside: number, down: Down, unit: number): number {
  if (outside <= 0) return 1;
  const dx = x - down.x;
  const dy = y - down.y;
  const below = Math.max(0, (dx * down.dx + dy * down.dy) / Math.hypot(dx, dy));
  return feather(outside, (FADE_BESIDE + (FADE_BELOW - FADE_BESIDE) * below ** 4) * unit);
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
