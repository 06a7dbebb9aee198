import type { Rotation } from '../dub/media-info';
import type { Picture } from '../dub/picture';
import type { TaskContext } from '../dub/progress';
import { LOOK_BYTES, faceLook } from '../dub/track/face-look';
import type { TrackPart } from '../dub/track/face-track';
import { WINDOW_PIXELS, cutWindow, follow, wholePicture, type Window } from '../dub/track/face-window';
import { TRACKED } from '../dub/track/landmarks';
import { MESH_POINTS, type MeshDetector } from './face-landmarker';

export type TrackInput = {
  /** Size of the upright picture, pixels. */
  readonly width: number;
  readonly height: number;
  readonly rotation: Rotation;
  /** Presentation time of every frame, seconds. */
  readonly times: Float64Array;
  /** Every frame, in order; a picture is done with when the next is asked for. */
  readonly pictures: AsyncIterable<{ readonly picture: Picture }>;
};

/** While no face is in sight, the whole picture is searched only every so many frames. */
const SEARCH_EVERY = 3;

/** Finds the face in every frame; there may be none in any. */
export async function trackFaces(
  input: TrackInput,
  detector: MeshDetector,
  context: TaskContext,
): Promise<TrackPart> {
  const { width, height, times } = input;
  const total = times.length;
  const present = new Uint8Array(total);
  const points = new Float32Array(total * TRACKED.length * 3);
  const looks = new Uint8Array(total * LOOK_BYTES);
  const finder = new FaceFinder(input, detector);
  let index = 0;
  for await (const { picture } of input.pictures) {
    context.signal.throwIfAborted();
    const mesh = finder.find(picture, index);
    if (mesh) {
      present[index] = 1;
      keepTracked(mesh, points.subarray(index * TRACKED.length * 3, (index + 1) * TRACKED.length * 3));
      faceLook(picture, input.rotation, mesh, looks.subarray(index * LOOK_BYTES, (index + 1) * LOOK_BYTES));
    }
    context.report({ step: 'track', done: ++index, total });
  }
  return { width, height, times, present, points, looks };
}

function keepTracked(mesh: Float32Array, into: Float32Array): void {
  TRACKED.forEach((landmark, position) => {
    into.set(mesh.subarray(landmark * 3, landmark * 3 + 3), position * 3);
  });
}

/** A mesh that moves by less than this share of the window from look to look has settled. */
const SETTLED = 0.0015;
const MOST_LOOKS = 8;

/** Follows one face from frame to frame through a window around it. */
class FaceFinder {
  #input: TrackInput;
  #detector: MeshDetector;
  #image = new ImageData(WINDOW_PIXELS, WINDOW_PIXELS);
  #mesh = new Float32Array(MESH_POINTS * 3);
  #window: Window | null = null;
  #lostAt = -Infinity;

  constructor(input: TrackInput, detector: MeshDetector) {
    this.#input = input;
    this.#detector = detector;
  }

  /** The mesh in pixels of the upright picture, [468, 3], valid until the next call; or null. */
  find(picture: Picture, index: number): Float32Array | null {
    if (this.#window && this.#look(picture, this.#window)) return this.#settle(picture, this.#window);
    if (!this.#window && index - this.#lostAt < SEARCH_EVERY) return null;
    for (const window of searchWindows(this.#input.width, this.#input.height)) {
      // The first look may still search near the last face; only the one after a miss looks everywhere.
      if (this.#look(picture, window) || this.#look(picture, window)) return this.#settle(picture, window);
    }
    this.#window = null;
    this.#lostAt = index;
    return null;
  }

  /** Moves the window with the face; where it moved, or the face is new, this frame is measured until it settles. */
  #settle(picture: Picture, window: Window): Float32Array {
    const next = follow(window, this.#mesh, MESH_POINTS);
    if (next !== this.#window) this.#converge(picture, next);
    this.#window = next;
    return this.#mesh;
  }

  /**
   * Measures one frame again and again: each look starts from the face that the look before found, and the first
   * ones, which start from the detector's box or from another window, can be off by a tenth of the face.
   */
  #converge(picture: Picture, window: Window): void {
    let before = this.#mesh.slice();
    for (let look = 0; look < MOST_LOOKS; look++) {
      if (!this.#look(picture, window)) continue;
      if (meanShift(before, this.#mesh) < SETTLED * window.size) return;
      before = this.#mesh.slice();
    }
    this.#mesh.set(before);
  }

  #look(picture: Picture, window: Window): boolean {
    cutWindow(picture, this.#input.rotation, window, WINDOW_PIXELS, this.#image.data);
    if (!this.#detector.detect(this.#image, this.#mesh)) return false;
    for (let i = 0; i < MESH_POINTS; i++) {
      // Landmarks are fractions of the image's edges; pixel centres lie half a pixel in.
      this.#mesh[3 * i] = (this.#mesh[3 * i] as number) * window.size + window.x - 0.5;
      this.#mesh[3 * i + 1] = (this.#mesh[3 * i + 1] as number) * window.size + window.y - 0.5;
      this.#mesh[3 * i + 2] = (this.#mesh[3 * i + 2] as number) * window.size;
    }
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

/** The whole picture, then closer looks: the detector misses faces under about a fifth of what it is shown. */
function* searchWindows(width: number, height: number): Generator<Window> {
  yield wholePicture(width, height);
  const size = Math.min(width, height) / (width === height ? 1.6 : 1);
  const steps = (length: number) => Math.max(1, Math.ceil((length - size) / (size / 2)) + 1);
  for (let row = 0; row < steps(height); row++) {
    for (let column = 0; column < steps(width); column++) {
      const along = (index: number, length: number) =>
        steps(length) === 1 ? 0 : (index * (length - size)) / (steps(length) - 1);
      yield { x: along(column, width), y: along(row, height), size };
    }
  }
}
