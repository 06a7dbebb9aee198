import { sharpen } from '../../../picture/sharpen';
import { planes, type Picture, type Plane } from '../../../picture/picture';
import type { LookSettings } from '../../../plan/dub-plan';
import { INNER_LIP, OUTER_LIP } from '../../../face/track/landmarks';
import { applyAffine, fitAffine } from './affine';
import { bounds, evenBox, type Box } from '../../../picture/box';
import { colourDifference } from './colour-match';
import { SKIN_POINTS, faceUnit, pick } from '../../shared/face-geometry';
import { CONTOUR, MESH_VERTICES, rasterizeMap } from './lip-mesh';
import type { DonorMouth } from './mouth-library';
import { FADE_WIDTH, MouthShade, type Shade } from './mouth-shade';
import { Places, PlaneCopy, sampleCubic, sampleLinear } from './sample';

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

/** One plane of the picture, and what is to be painted over a part of it. */
type Canvas = {
  readonly plane: Plane;
  /** Where in the plane the first sample of `mixture` lies. */
  readonly first: number;
  /** What is borrowed, all donors together: [height, width] as the shade has them. */
  readonly mixture: Float32Array;
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
  #places = new Places();
  #copy = new PlaneCopy();
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
    const [luma, ...chroma] = planes(frame).map((plane, index): Canvas => {
      const first = index > 0 ? (box.y * plane.width + box.x) / 2 : box.y * plane.width + box.x;
      return { plane, first, mixture: this.#mixtures[index] as Float32Array };
    }) as [Canvas, Canvas, Canvas];
    for (const donor of donors) {
      this.#mapDonor(donor.points, box);
      this.#addDonor(donor, 0, luma, box);
      chroma.forEach((canvas, index) => this.#addDonor(donor, index + 1, canvas, box));
    }
    this.#sharpen(box, unit);
    blend(luma, this.#shade.luma);
    for (const canvas of chroma) blend(canvas, this.#shade.chroma);
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
    const half = Math.ceil(width / 2) * Math.ceil(height / 2);
    if (this.#texture.length < size) {
      this.#map = new Float32Array(2 * size);
      this.#texture = new Float32Array(size);
    }
    this.#mixtures = [size, half, half].map((samples, index) => {
      const mixture = this.#mixtures[index];
      return mixture && mixture.length >= samples ? mixture : new Float32Array(samples);
    });
    for (const mixture of this.#mixtures) mixture.fill(0);
  }

  /** Sharpens what is borrowed, and nothing across its edge. */
  #sharpen({ width, height }: Box, unit: number): void {
    const { sharpening } = this.#look;
    if (!sharpening) return;
    const luma = this.#mixtures[0] as Float32Array;
    const { share } = this.#shade.luma;
    for (let i = 0; i < width * height; i++) if (share[i] === 0) luma[i] = NaN;
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
  #addDonor({ mouth, share }: Donor, index: number, { plane, first, mixture }: Canvas, box: Box): void {
    const shade = index > 0 ? this.#shade.chroma : this.#shade.luma;
    const shrink = index > 0 ? 2 : 1;
    const source = planes(mouth.picture)[index] as Plane;
    this.#copy.take(source, 0, 0, source.width, source.height);
    const sample = index > 0 ? sampleLinear : sampleCubic;
    const [texture, map, places] = [this.#texture, this.#map, this.#places];
    places.reserve(shade.width);
    const { x, y } = places;
    for (let row = 0; row < shade.height; row++) {
      const from = shade.spans[2 * row] as number;
      const count = (shade.spans[2 * row + 1] as number) - from;
      const line = (row * box.width + from) * shrink;
      // A chroma sample lies half a luma pixel right and below, here as in the donor: the two cancel.
      for (let i = 0; i < count; i++) {
        const at = 2 * (line + i * shrink);
        x[i] = ((map[at] as number) - mouth.box.x) / shrink;
        y[i] = ((map[at + 1] as number) - mouth.box.y) / shrink;
      }
      sample(this.#copy, places, count, texture, row * shade.width + from);
    }
    const difference = colourDifference(texture, shade, plane, first);
    for (let row = 0; row < shade.height; row++) {
      const line = row * shade.width;
      const end = line + (shade.spans[2 * row + 1] as number);
      const level = difference.level + row * difference.perRow;
      for (let at = line + (shade.spans[2 * row] as number); at < end; at++) {
        const matched = (texture[at] as number) + level + (at - line) * difference.perColumn;
        mixture[at] = (mixture[at] as number) + share * matched;
      }
    }
  }
}

/** Lays the mixture over the picture. */
function blend({ plane: { data, width: stride }, first, mixture }: Canvas, shade: Shade): void {
  const { share, width, height, spans } = shade;
  for (let row = 0; row < height; row++) {
    const there = first + row * stride;
    const line = row * width;
    const end = spans[2 * row + 1] as number;
    for (let column = spans[2 * row] as number; column < end; column++) {
      const shown = share[line + column] as number;
      const painted = mixture[line + column] as number;
      if (shown === 0 || Number.isNaN(painted)) continue;
      const value = (data[there + column] as number) * (1 - shown) + painted * shown + 0.5;
      data[there + column] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}
