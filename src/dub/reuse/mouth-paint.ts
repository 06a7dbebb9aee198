import { sharpen } from '../blend/sharpen';
import { planes, type Picture, type Plane } from '../picture';
import type { LookSettings } from '../plan/dub-plan';
import { INNER_LIP, OUTER_LIP } from '../track/landmarks';
import { applyAffine, fitAffine } from './affine';
import { bounds, evenBox, type Box } from './box';
import { matchColours } from './colour-match';
import { SKIN_POINTS, faceUnit, pick } from './face-geometry';
import { CONTOUR, MESH_VERTICES, rasterizeMap } from './lip-mesh';
import type { DonorMouth } from './mouth-library';
import { FADE_WIDTH, MouthShade } from './mouth-shade';
import { SampleRow, sampleCubic, sampleLinear } from './sample';

/** Width of the skin ring of the mesh, in face units; the borrowed skin has faded out before its edge. */
const RING = 0.24;
/** Distance between the samples that are compared to sharpen, in face units: what softens grows with the face. */
const SHARPEN_STEP = 1 / 200;

/** How much wider the ring has to be for a fade of `blending` times the usual width, in face units. */
export const ringWidening = (blending: number) => FADE_WIDTH * (blending - 1);

const LIPS = OUTER_LIP.length + INNER_LIP.length;

export type Donor = {
  readonly mouth: DonorMouth;
  /** The donor frame's landmarks, [TRACKED, 2], in pixels of the coded picture. */
  readonly points: Float32Array;
  /** Share in the mixture, 0–1. */
  readonly share: number;
};

/** One plane of the box that is painted. */
type Canvas = {
  readonly plane: Plane;
  readonly shade: Float32Array;
  readonly shrink: 1 | 2;
  readonly box: Box;
};

/** Paints borrowed mouths over a picture whose lips and jaw already have the target's geometry. */
export class MouthPaint {
  #targetMesh = new Float32Array(MESH_VERTICES * 2);
  #sourceMesh = new Float32Array(MESH_VERTICES * 2);
  #skinTarget = new Float32Array(SKIN_POINTS.length * 2);
  #skinSource = new Float32Array(SKIN_POINTS.length * 2);
  #shade = new MouthShade();
  #map = new Float32Array(0);
  #texture = new Float32Array(0);
  #samples = new SampleRow();
  #mixtures: Float32Array[] = [];
  readonly #ring: number;
  readonly #look: LookSettings;

  constructor(look: LookSettings) {
    this.#look = look;
    this.#ring = RING + ringWidening(look.blending);
  }

  /** `base`: the frame's landmarks [TRACKED, 2]; `target`: [60, 2]; shares of the donors add up to 1. */
  apply(frame: Picture, base: Float32Array, target: Float32Array, donors: readonly Donor[]): void {
    const unit = faceUnit(base);
    this.#placeTarget(base, target, unit);
    const reach = bounds(this.#targetMesh, 0);
    const box = evenBox(reach.left, reach.top, reach.right, reach.bottom, frame);
    if (box.width < 4 || box.height < 4) return;
    this.#shade.update(this.#targetMesh.subarray(CONTOUR * 2, CONTOUR * 4), box, unit, this.#look.blending);
    this.#clear(box);
    const canvases = planes(frame).map((plane, index): Canvas => {
      const shade = index > 0 ? this.#shade.chroma : this.#shade.luma;
      return { plane, shade, shrink: index > 0 ? 2 : 1, box };
    });
    for (const donor of donors) {
      this.#mapDonor(donor.points, box);
      canvases.forEach((canvas, index) => this.#addDonor(donor, canvas, index));
    }
    this.#sharpen(box, unit);
    canvases.forEach((canvas, index) => blend(canvas, this.#mixtures[index] as Float32Array));
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
      mesh[2 * i] = x + ((x - cx) / length) * this.#ring * unit;
      mesh[2 * i + 1] = y + ((y - cy) / length) * this.#ring * unit;
    }
    mesh.set(target.subarray(0, LIPS * 2), CONTOUR * 2);
    // The chin has moved to its target, the rest of the skin has not.
    SKIN_POINTS.forEach((position, i) => {
      const from = position < target.length / 2 ? target : base;
      this.#skinTarget[2 * i] = from[2 * position] as number;
      this.#skinTarget[2 * i + 1] = from[2 * position + 1] as number;
    });
  }

  /** Buffers for a box of this size, mixtures empty. They grow and stay: nothing is allocated frame by frame. */
  #clear({ width, height }: Box): void {
    const size = width * height;
    if (this.#texture.length < size) {
      this.#map = new Float32Array(2 * size);
      this.#texture = new Float32Array(size);
      this.#mixtures = [1, 4, 4].map((part) => new Float32Array(size / part));
    }
    for (const mixture of this.#mixtures) mixture.fill(0);
  }

  /** Sharpens what is borrowed, and nothing across its edge. */
  #sharpen({ width, height }: Box, unit: number): void {
    const { sharpening } = this.#look;
    if (!sharpening) return;
    const luma = this.#mixtures[0] as Float32Array;
    for (let i = 0; i < width * height; i++) if (this.#shade.luma[i] === 0) luma[i] = NaN;
    sharpen(luma, width, height, Math.max(1, Math.round(SHARPEN_STEP * unit)), sharpening);
  }

  /** Where each pixel of the box comes from in a donor's frame. */
  #mapDonor(points: Float32Array, box: Box): void {
    const skin = fitAffine(this.#skinTarget, pick(points, SKIN_POINTS, this.#skinSource));
    for (let i = 0; i < CONTOUR; i++) {
      const [x, y] = [this.#targetMesh[2 * i] as number, this.#targetMesh[2 * i + 1] as number];
      this.#sourceMesh.set(applyAffine(skin, x, y), 2 * i);
    }
    this.#sourceMesh.set(points.subarray(0, LIPS * 2), CONTOUR * 2);
    rasterizeMap(this.#targetMesh, this.#sourceMesh, box, this.#map);
  }

  /** Adds one donor's share of one plane, its colours matched to the picture's. */
  #addDonor({ mouth, share }: Donor, { plane, shade, shrink, box }: Canvas, index: number): void {
    const source = planes(mouth.picture)[index] as Plane;
    const width = box.width / shrink;
    const height = box.height / shrink;
    const sample = shrink > 1 ? sampleLinear : sampleCubic;
    const texture = this.#texture;
    const samples = this.#samples;
    samples.reserve(width);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const at = 2 * (row * shrink * box.width + column * shrink);
        const seen = shade[row * width + column] !== 0;
        // A chroma sample lies half a luma pixel right and below, here as in the donor: the two cancel.
        samples.x[column] = seen ? ((this.#map[at] as number) - mouth.box.x) / shrink : NaN;
        samples.y[column] = ((this.#map[at + 1] as number) - mouth.box.y) / shrink;
      }
      sample(source, samples, width);
      texture.set(samples.values.subarray(0, width), row * width);
    }
    const first = (box.y / shrink) * plane.width + box.x / shrink;
    const there = (column: number, row: number) => plane.data[first + row * plane.width + column] as number;
    matchColours({ texture, shade, width, height, there });
    const mixture = this.#mixtures[index] as Float32Array;
    for (let i = 0; i < width * height; i++) {
      if (shade[i] !== 0) mixture[i] = (mixture[i] as number) + share * (texture[i] as number);
    }
  }
}

/** Lays the mixture over the picture. */
function blend({ plane, shade, shrink, box }: Canvas, mixture: Float32Array): void {
  const width = box.width / shrink;
  const height = box.height / shrink;
  for (let row = 0; row < height; row++) {
    const line = (box.y / shrink + row) * plane.width + box.x / shrink;
    for (let column = 0; column < width; column++) {
      const share = shade[row * width + column] as number;
      const painted = mixture[row * width + column] as number;
      if (share === 0 || Number.isNaN(painted)) continue;
      const value = (plane.data[line + column] as number) * (1 - share) + painted * share;
      plane.data[line + column] = Math.min(255, Math.max(0, Math.round(value)));
    }
  }
}
