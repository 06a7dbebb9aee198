import type { Rotation } from '../../core/media-info';
import type { Picture } from '../../picture/picture';
import {
  faceExtent,
  squareAround,
  WINDOW_PER_FACE,
  wholePicture,
  type Window,
} from '../../face/track/face-window';
import { MESH_POINTS, type FacesDetector } from './face-landmarker';
import { closeLooks } from './search-windows';

/** The picture that is looked at: its upright size, and how it is turned. */
export type Upright = { readonly width: number; readonly height: number; readonly rotation: Rotation };

/** Middle and longer side of the box around a face, pixels of the upright picture. */
export type Extent = ReturnType<typeof faceExtent>;

/** How closely a picture is searched: at one glance, in squares of its shorter side, or in squares of half of that. */
export type Search = 'glance' | 'close' | 'deep';

/** The whole picture is shown to the detector at this size, so that a face in it is still large enough to measure. */
const WHOLE_PIXELS = 512;
const CLOSE_PIXELS = 256;

export const isSameFace = (a: Extent, b: Extent): boolean =>
  Math.hypot(a.cx - b.cx, a.cy - b.cy) < 0.5 * Math.max(a.size, b.size);

/** Meshes of the faces in a picture, [468, 3] each in upright pixels. `expected`: where faces were a moment ago. */
export function findFaces(
  picture: Picture,
  { width, height, rotation }: Upright,
  detector: FacesDetector,
  search: Search,
  expected: readonly Extent[] = [],
): Float32Array[] {
  const meshes: Float32Array[] = [];
  const isKnown = (place: Extent) => meshes.some((mesh) => isSameFace(faceExtent(mesh, MESH_POINTS), place));
  const look = (window: Window, pixels: number) => {
    for (const mesh of detector.find(picture, rotation, window, pixels)) {
      const own = faceExtent(mesh, MESH_POINTS);
      const isInside = own.cx >= 0 && own.cy >= 0 && own.cx < width && own.cy < height;
      if (isInside && !isKnown(own)) meshes.push(mesh);
    }
  };
  look(wholePicture(width, height), WHOLE_PIXELS);
  for (const place of expected)
    if (!isKnown(place)) look(squareAround(place.cx, place.cy, WINDOW_PER_FACE * place.size), CLOSE_PIXELS);
  if (search !== 'glance') for (const window of closeLooks(width, height)) look(window, CLOSE_PIXELS);
  if (search === 'deep') for (const window of closeLooks(width, height, 2)) look(window, CLOSE_PIXELS);
  return meshes;
}
