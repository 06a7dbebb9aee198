import { feather, polygonDistance } from '../../../picture/feather';
import { bounds, evenBox, type Box } from '../../../picture/box';
import { faceUnit } from '../../shared/face-geometry';
import { trackedIndex } from '../../../face/track/landmarks';
import type { FaceBox } from './face-box';

/**
 * What speech changes: from below the nose over the cheeks to the jaw. The jaw's own edge stays outside, for
 * beyond it lies the background.
 */
const OUTLINE = [
  187, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 411, 425, 327, 2, 98, 205,
].map(trackedIndex);

/** Width of the fade, inwards from the outline, in face units; times `blending`. */
const FADE = 0.13;
/** Spacing of the nodes at which the distance to the outline is taken, in face units. */
const SPACING = 1 / 40;

/** The part of a coded picture that is painted over, and by how much. */
export type MouthRegion = {
  readonly box: Box;
  /** Share of the generated face, 0…1: one for each luma pixel, and one for each chroma sample. */
  readonly alpha: Float32Array;
  readonly halfAlpha: Float32Array;
};

/**
 * The mouth region of one frame, fading out towards its edge. `points`: landmarks [TRACKED, 2], pixels of the coded
 * picture; `face`: the generated face's box there, outside of which there is nothing to paint; `blending`: factor on
 * the width of the fade.
 */
export function mouthRegion(
  points: Float32Array,
  face: FaceBox,
  picture: { readonly width: number; readonly height: number },
  blending: number,
): MouthRegion {
  const outline = new Float32Array(OUTLINE.length * 2);
  OUTLINE.forEach((position, i) => {
    outline[2 * i] = points[2 * position] as number;
    outline[2 * i + 1] = points[2 * position + 1] as number;
  });
  const unit = faceUnit(points);
  const { left, top, right, bottom } = bounds(outline, 0);
  const box = evenBox(
    Math.max(left, face.x1),
    Math.max(top, face.y1),
    Math.min(right, face.x2),
    Math.min(bottom, face.y2),
    picture,
  );
  const spacing = Math.max(2, Math.floor(unit * SPACING));
  const columns = Math.ceil(box.width / spacing) + 2;
  const rows = Math.ceil(box.height / spacing) + 2;
  const nodes = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = box.x + column * spacing;
      const y = box.y + row * spacing;
      const edge = Math.max(face.x1 - x, x - face.x2, face.y1 - y, y - face.y2);
      nodes[row * columns + column] = Math.max(polygonDistance(outline, x, y), edge);
    }
  }
  const width = FADE * blending * unit;
  return {
    box,
    alpha: spread(nodes, columns, spacing, box, 1, width),
    halfAlpha: spread(nodes, columns, spacing, box, 2, width),
  };
}

/** Distances at nodes, interpolated to every sample of a plane of `box` and turned into shares. */
function spread(
  nodes: Float32Array,
  columns: number,
  spacing: number,
  box: Box,
  shrink: number,
  width: number,
): Float32Array {
  const w = Math.ceil(box.width / shrink);
  const h = Math.ceil(box.height / shrink);
  const shares = new Float32Array(w * h);
  const offset = (shrink - 1) / 2;
  for (let row = 0; row < h; row++) {
    const gy = (row * shrink + offset) / spacing;
    const fy = gy - Math.floor(gy);
    for (let column = 0; column < w; column++) {
      const gx = (column * shrink + offset) / spacing;
      const fx = gx - Math.floor(gx);
      const at = Math.floor(gy) * columns + Math.floor(gx);
      const upper = (nodes[at] as number) * (1 - fx) + (nodes[at + 1] as number) * fx;
      const lower = (nodes[at + columns] as number) * (1 - fx) + (nodes[at + columns + 1] as number) * fx;
      shares[row * w + column] = feather(upper * (1 - fy) + lower * fy + width, width);
    }
  }
  return shares;
}

/** The published region: the whole box at full strength, chroma by the share of its pixels that lie in it. */
export function wholeRegion(
  face: FaceBox,
  picture: { readonly width: number; readonly height: number },
): MouthRegion {
  const box = evenBox(face.x1, face.y1, face.x2, face.y2, picture);
  const alpha = new Float32Array(box.width * box.height);
  const halfWidth = Math.ceil(box.width / 2);
  const halfAlpha = new Float32Array(halfWidth * Math.ceil(box.height / 2));
  for (let row = 0; row < box.height; row++) {
    const y = box.y + row;
    if (y < face.y1 || y >= face.y2) continue;
    for (let column = 0; column < box.width; column++) {
      const x = box.x + column;
      if (x < face.x1 || x >= face.x2) continue;
      alpha[row * box.width + column] = 1;
      const half = (row >> 1) * halfWidth + (column >> 1);
      halfAlpha[half] = (halfAlpha[half] as number) + 0.25;
    }
  }
  return { box, alpha, halfAlpha };
}
