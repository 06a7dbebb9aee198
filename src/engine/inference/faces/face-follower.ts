import type { Picture } from '../../picture/picture';
import { cutWindow } from '../../face/track/cut-window';
import {
  WINDOW_PER_FACE,
  WINDOW_PIXELS,
  faceExtent,
  follow,
  squareAround,
  type Window,
} from '../../face/track/face-window';
import { MESH_POINTS, toPicture, type MeshDetector } from './face-landmarker';
import type { Extent, Upright } from './find-faces';

/** A mesh that moves by less than this share of the window from look to look has settled. */
const SETTLED = 0.0015;
const MOST_LOOKS = 8;

/** Follows one face from frame to frame through a window around it. */
export class FaceFollower {
  readonly #upright: Upright;
  readonly #detector: MeshDetector;
  readonly #image = new ImageData(WINDOW_PIXELS, WINDOW_PIXELS);
  /** The mesh in pixels of the upright picture, [468, 3]: valid until the next call. */
  readonly mesh = new Float32Array(MESH_POINTS * 3);
  #window: Window | null = null;

  constructor(upright: Upright, detector: MeshDetector) {
    this.#upright = upright;
    this.#detector = detector;
  }

  /** Where the face is. */
  get extent(): Extent {
    return faceExtent(this.mesh, MESH_POINTS);
  }

  /** Begins with a face that was found; false where it is not to be seen more closely. */
  begin(picture: Picture, { cx, cy, size }: Extent): boolean {
    const window = squareAround(cx, cy, WINDOW_PER_FACE * size);
    this.#window = null;
    // The first look may still search near the last face; only the one after a miss looks everywhere.
    for (let look = 0; look < 2; look++) {
      if (!this.#look(picture, window)) continue;
      this.#settle(picture, window);
      return true;
    }
    return false;
  }

  /** Goes on to the next picture; false where the face is lost. */
  follow(picture: Picture): boolean {
    if (!this.#window || !this.#look(picture, this.#window)) return false;
    this.#settle(picture, this.#window);
    return true;
  }

  /** Moves the window with the face; where it moved, or the face is new, this frame is measured until it settles. */
  #settle(picture: Picture, window: Window): void {
    const next = follow(window, this.mesh, MESH_POINTS);
    if (next !== this.#window) this.#converge(picture, next);
    this.#window = next;
  }

  /**
   * Measures one frame again and again: each look starts from the face that the look before found, and the first
   * ones, which start from the detector's box or from another window, can be off by a tenth of the face.
   */
  #converge(picture: Picture, window: Window): void {
    let before = this.mesh.slice();
    for (let look = 0; look < MOST_LOOKS; look++) {
      if (!this.#look(picture, window)) continue;
      if (meanShift(before, this.mesh) < SETTLED * window.size) return;
      before = this.mesh.slice();
    }
    this.mesh.set(before);
  }

  #look(picture: Picture, window: Window): boolean {
    cutWindow(picture, this.#upright.rotation, window, WINDOW_PIXELS, this.#image.data);
    if (!this.#detector.detect(this.#image, this.mesh)) return false;
    toPicture(this.mesh, window);
    return true;
  }
}

/** Mean distance in the picture plane between two meshes. */
function meanShift(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 3) {
    sum += Math.hypot((a[i] as number) - (b[i] as number), (a[i + 1] as number) - (b[i + 1] as number));
  }
  return (3 * sum) / a.length;
}
