import type { Rotation } from '../dub/media-info';
import type { Picture } from '../dub/picture';
import type { TaskContext } from '../dub/progress';
import { cutWindow } from '../dub/track/cut-window';
import { LOOK_BYTES, faceLook } from '../dub/track/face-look';
import type { TrackPart } from '../dub/track/face-track';
import { isAt, placesAt, type FaceChoice, type FacePlace } from '../dub/track/face-choice';
import {
  WINDOW_PER_FACE,
  WINDOW_PIXELS,
  faceExtent,
  follow,
  squareAround,
  type Window,
} from '../dub/track/face-window';
import { FRAME_SIZE } from '../dub/track/face-frames';
import { TRACKED } from '../dub/track/landmarks';
import { stepFor, writeSteps } from '../dub/track/steps';
import { MESH_POINTS, toPicture, type MeshDetector } from './face-landmarker';
import { searchWindows } from './search-windows';

export type TrackInput = {
  /** Size of the upright picture, pixels. */
  readonly width: number;
  readonly height: number;
  readonly rotation: Rotation;
  /** Presentation time of every frame, seconds. */
  readonly times: Float64Array;
  /** Every frame, in order; a picture is done with when the next is asked for. */
  readonly pictures: AsyncIterable<{ readonly picture: Picture }>;
  /** Whose face, where there are several; null: whichever is found. */
  readonly choice: FaceChoice | null;
};

/** While no face is in sight, the whole picture is searched only every so many frames. */
const SEARCH_EVERY = 3;

/** Finds the face in every frame, the chosen one and no other; there may be none in any. */
export async function trackFaces(
  input: TrackInput,
  detector: MeshDetector,
  context: TaskContext,
): Promise<TrackPart> {
  const { width, height, times } = input;
  const total = times.length;
  const present = new Uint8Array(total);
  const points = { step: stepFor(width, height), values: new Int16Array(total * FRAME_SIZE) };
  const looks = new Uint8Array(total * LOOK_BYTES);
  const finder = new FaceFinder(input, detector);
  let index = 0;
  for await (const { picture } of input.pictures) {
    context.signal.throwIfAborted();
    const mesh = finder.find(picture, index);
    if (mesh) {
      present[index] = 1;
      writeSteps(points, index * FRAME_SIZE, trackedPoints(mesh));
      faceLook(picture, input.rotation, mesh, looks.subarray(index * LOOK_BYTES, (index + 1) * LOOK_BYTES));
    }
    context.report({ step: 'track', done: ++index, total });
  }
  return { width, height, times, present, points, looks };
}

/** What a track keeps of a mesh, [TRACKED, 3]. */
function trackedPoints(mesh: Float32Array): Float32Array {
  const points = new Float32Array(FRAME_SIZE);
  TRACKED.forEach((landmark, position) => {
    points.set(mesh.subarray(landmark * 3, landmark * 3 + 3), position * 3);
  });
  return points;
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
    const { choice, times } = this.#input;
    const places = choice && placesAt(choice, times[index] as number);
    if (this.#window && this.#look(picture, this.#window) && this.#isWanted(places, true))
      return this.#settle(picture, this.#window);
    if (!this.#window && index - this.#lostAt < SEARCH_EVERY) return null;
    for (const window of this.#windows(places)) {
      // The first look may still search near the last face; only the one after a miss looks everywhere.
      for (let look = 0; look < 2; look++) {
        if (this.#look(picture, window) && this.#isWanted(places, false))
          return this.#settle(picture, window);
      }
    }
    this.#window = null;
    this.#lostAt = index;
    return null;
  }

  /** Where a lost face is looked for: everywhere, or where the chosen one was seen about that time. */
  #windows(places: readonly FacePlace[] | null): Iterable<Window> {
    if (!places) return searchWindows(this.#input.width, this.#input.height);
    return places.map(({ x, y, size }) => squareAround(x, y, WINDOW_PER_FACE * size));
  }

  #isWanted(places: readonly FacePlace[] | null, followed: boolean): boolean {
    return !places || isAt(places, faceExtent(this.#mesh, MESH_POINTS), followed);
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
    toPicture(this.#mesh, window);
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
