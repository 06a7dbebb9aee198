import { feather, polygonDistance } from '../blend/feather';
import { planes, type Picture, type Plane } from '../picture';
import { INNER_LIP, OUTER_LIP } from '../track/landmarks';
import { applyAffine, fitAffine } from './affine';
import { bounds, evenBox, type Box } from './box';
import { SKIN_POINTS, faceUnit } from './face-geometry';
import { CONTOUR, MESH_VERTICES, rasterizeMap } from './lip-mesh';
import type { DonorMouth } from './mouth-library';
import { sampleCubic, sampleLinear } from './sample';
import { eliminate } from './thin-plate';

/** Lengths in face units. The skin ring of the mesh, and within it the band where the borrowed skin fades out. */
const RING = 0.24;
const FADE_FROM = 0.03;
const FADE_WIDTH = 0.17;
/** Colours are matched where the borrowed skin shows this much, in its own place and already well outside the lips. */
const MATCH_FROM = 0.05;
const MATCH_TO = 0.6;

/** Spacing of the nodes at which the distance to the lips is taken. */
const SHADE_SPACING = 1 / 36;

const LIPS = OUTER_LIP.length + INNER_LIP.length;

export type Donor = {
  readonly mouth: DonorMouth;
  /** The donor frame's landmarks, [TRACKED, 2], in pixels of the coded picture. */
  readonly points: Float32Array;
  /** Share in the mixture, 0–1. */
  readonly share: number;
};

/** Paints borrowed mouths over a picture whose lips and jaw already have the target's geometry. */
export class MouthPaint {
  #targetMesh = new Float32Array(MESH_VERTICES * 2);
  #sourceMesh = new Float32Array(MESH_VERTICES * 2);
  #skinTarget = new Float32Array(SKIN_POINTS.length * 2);
  #skinSource = new Float32Array(SKIN_POINTS.length * 2);
  #map = new Float32Array(0);
  #alpha = new Float32Array(0);
  #halfAlpha = new Float32Array(0);
  #distances = new Float32Array(0);
  #texture = new Float32Array(0);
  #mixture = new Float32Array(0);

  /** `base`: the frame's landmarks [TRACKED, 2]; `target`: [60, 2]; shares of the donors add up to 1. */
  apply(frame: Picture, base: Float32Array, target: Float32Array, donors: readonly Donor[]): void {
    const unit = faceUnit(base);
    this.#placeTarget(base, target, unit);
    const reach = bounds(this.#targetMesh, 0);
    const box = evenBox(reach.left, reach.top, reach.right, reach.bottom, frame);
    if (box.width < 4 || box.height < 4) return;
    this.#grow(box);
    this.#shade(box, unit);
    const into = planes(frame);
    into.forEach((plane, index) => {
      const size = index === 0 ? box.width * box.height : (box.width * box.height) / 4;
      this.#mixture.fill(0, 0, size);
      for (const donor of donors) this.#addDonor(donor, plane, index, box);
      this.#blend(plane, index > 0, box);
    });
  }

  #placeTarget(base: Float32Array, target: Float32Array, unit: number): void {
    const mesh = this.#targetMesh;
    let cx = 0;
    let cy = 0;
    for (let i = 0; i < CONTOUR; i++) {
      cx += (target[2 * i] as number) / CONTOUR;
      cy += (target[2 * i + 1] as number) / CONTOUR;
    }
    for (let i = 0; i < CONTOUR; i++) {
      const x = target[2 * i] as number;
      const y = target[2 * i + 1] as number;
      const length = Math.hypot(x - cx, y - cy) || 1;
      mesh[2 * i] = x + ((x - cx) / length) * RING * unit;
      mesh[2 * i + 1] = y + ((y - cy) / length) * RING * unit;
    }
    mesh.set(target.subarray(0, LIPS * 2), CONTOUR * 2);
    // The chin has moved to its target, the rest of the skin has not.
    SKIN_POINTS.forEach((position, i) => {
      const from = position < target.length / 2 ? target : base;
      this.#skinTarget[2 * i] = from[2 * position] as number;
      this.#skinTarget[2 * i + 1] = from[2 * position + 1] as number;
    });
  }

  #grow(box: Box): void {
    const size = box.width * box.height;
    if (this.#alpha.length >= size) return;
    this.#map = new Float32Array(2 * size);
    this.#alpha = new Float32Array(size);
    this.#halfAlpha = new Float32Array(size);
    this.#texture = new Float32Array(size);
    this.#mixture = new Float32Array(size);
  }

  /** How much of the borrowed mouth shows: 1 on the lips, fading out on the skin around them. */
  #shade(box: Box, unit: number): void {
    const outline = this.#targetMesh.subarray(CONTOUR * 2, CONTOUR * 4);
    // The fade is wide and smooth, so the distance is taken at coarse nodes and interpolated.
    const spacing = Math.max(2, Math.floor(unit * SHADE_SPACING));
    const columns = Math.ceil(box.width / spacing) + 1;
    const rows = Math.ceil(box.height / spacing) + 1;
    if (this.#distances.length < rows * columns) this.#distances = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        this.#distances[row * columns + column] = polygonDistance(
          outline,
          box.x + column * spacing,
          box.y + row * spacing,
        );
      }
    }
    spreadShade(this.#distances, columns, spacing, unit, box, 1, this.#alpha);
    spreadShade(this.#distances, columns, spacing, unit, box, 2, this.#halfAlpha);
  }

  #addDonor({ mouth, points, share }: Donor, plane: Plane, index: number, box: Box): void {
    if (index === 0 || this.#mapOf !== points) this.#mapDonor(points, box);
    this.#mapOf = points;
    const source = planes(mouth.picture)[index] as Plane;
    const shrink = index > 0 ? 2 : 1;
    const w = box.width / shrink;
    const h = box.height / shrink;
    const sample = index > 0 ? sampleLinear : sampleCubic;
    const alpha = index > 0 ? this.#halfAlpha : this.#alpha;
    for (let row = 0; row < h; row++) {
      for (let column = 0; column < w; column++) {
        if (alpha[row * w + column] === 0) continue;
        const at = 2 * (row * shrink * box.width + column * shrink);
        // A chroma sample lies half a luma pixel right and below, here as in the donor: the two cancel.
        const x = ((this.#map[at] as number) - mouth.box.x) / shrink;
        const y = ((this.#map[at + 1] as number) - mouth.box.y) / shrink;
        this.#texture[row * w + column] = Number.isNaN(x) ? NaN : sample(source, x, y);
      }
    }
    this.#matchColours(plane, index > 0, box);
    for (let i = 0; i < w * h; i++) {
      if (alpha[i] !== 0)
        this.#mixture[i] = (this.#mixture[i] as number) + share * (this.#texture[i] as number);
    }
  }

  #mapOf: Float32Array | null = null;

  #mapDonor(points: Float32Array, box: Box): void {
    SKIN_POINTS.forEach((position, i) => {
      this.#skinSource[2 * i] = points[2 * position] as number;
      this.#skinSource[2 * i + 1] = points[2 * position + 1] as number;
    });
    const skin = fitAffine(this.#skinTarget, this.#skinSource);
    for (let i = 0; i < CONTOUR; i++) {
      const [x, y] = applyAffine(
        skin,
        this.#targetMesh[2 * i] as number,
        this.#targetMesh[2 * i + 1] as number,
      );
      this.#sourceMesh[2 * i] = x;
      this.#sourceMesh[2 * i + 1] = y;
    }
    this.#sourceMesh.set(points.subarray(0, LIPS * 2), CONTOUR * 2);
    rasterizeMap(this.#targetMesh, this.#sourceMesh, box, this.#map);
  }

  /**
   * Adds to the borrowed texture the plane a + b x + c y that fits the difference to the picture on the ring best:
   * the light may have changed with the head's pose, also from one side of the mouth to the other.
   */
  #matchColours(plane: Plane, chroma: boolean, box: Box): void {
    const shrink = chroma ? 2 : 1;
    const w = box.width / shrink;
    const h = box.height / shrink;
    const alpha = chroma ? this.#halfAlpha : this.#alpha;
    const system = new Float64Array(12);
    let count = 0;
    for (let row = 0; row < h; row++) {
      for (let column = 0; column < w; column++) {
        const i = row * w + column;
        const a = alpha[i] as number;
        const borrowed = this.#texture[i] as number;
        if (a < MATCH_FROM || a > MATCH_TO || Number.isNaN(borrowed)) continue;
        const there = plane.data[(box.y / shrink + row) * plane.width + box.x / shrink + column] as number;
        accumulate(system, column / w - 0.5, row / h - 0.5, there - borrowed);
        count++;
      }
    }
    if (count < 12) return;
    for (let k = 0; k < 3; k++) system[5 * k] = (system[5 * k] as number) + 1e-3 * count;
    eliminate(system, 3, 1);
    const [c0, cx, cy] = [system[3], system[7], system[11]] as [number, number, number];
    for (let row = 0; row < h; row++) {
      for (let column = 0; column < w; column++) {
        const i = row * w + column;
        if (alpha[i] === 0) continue;
        this.#texture[i] = (this.#texture[i] as number) + c0 + cx * (column / w - 0.5) + cy * (row / h - 0.5);
      }
    }
  }

  #blend(plane: Plane, chroma: boolean, box: Box): void {
    const shrink = chroma ? 2 : 1;
    const w = box.width / shrink;
    const h = box.height / shrink;
    const alpha = chroma ? this.#halfAlpha : this.#alpha;
    for (let row = 0; row < h; row++) {
      const line = (box.y / shrink + row) * plane.width + box.x / shrink;
      for (let column = 0; column < w; column++) {
        const a = alpha[row * w + column] as number;
        const painted = this.#mixture[row * w + column] as number;
        if (a === 0 || Number.isNaN(painted)) continue;
        const value = (plane.data[line + column] as number) * (1 - a) + painted * a;
        plane.data[line + column] = Math.min(255, Math.max(0, Math.round(value)));
      }
    }
  }
}

/** Interpolates distances at nodes to every sample of a plane of `box` and turns them into shares, 0–1. */
function spreadShade(
  distances: Float32Array,
  columns: number,
  spacing: number,
  unit: number,
  box: Box,
  shrink: number,
  into: Float32Array,
): void {
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
      const upper = (distances[at] as number) * (1 - fx) + (distances[at + 1] as number) * fx;
      const lower =
        (distances[at + columns] as number) * (1 - fx) + (distances[at + columns + 1] as number) * fx;
      into[row * w + column] = feather(upper * (1 - fy) + lower * fy - FADE_FROM * unit, FADE_WIDTH * unit);
    }
  }
}

/** Adds one observation value ≈ c0 + cx x + cy y to the normal equations [3, 4]. */
function accumulate(system: Float64Array, x: number, y: number, value: number): void {
  const row = [1, x, y];
  for (let a = 0; a < 3; a++) {
    for (let b = 0; b < 3; b++)
      system[4 * a + b] = (system[4 * a + b] as number) + (row[a] as number) * (row[b] as number);
    system[4 * a + 3] = (system[4 * a + 3] as number) + (row[a] as number) * value;
  }
}
