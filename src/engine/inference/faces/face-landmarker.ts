import { FaceLandmarker } from '@mediapipe/tasks-vision';
import loaderUrl from '@mediapipe/tasks-vision/vision_wasm_module_internal.js?url';
import binaryUrl from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url';
import { DubError } from '../../core/errors';
import type { Rotation } from '../../core/media-info';
import type { Picture } from '../../picture/picture';
import { cutWindow } from '../../face/track/cut-window';
import type { Window } from '../../face/track/face-window';
import { memoryCanvas } from './memory-canvas';
import { fetchFromOwnOriginOnly } from './same-origin';

/** Points of MediaPipe's face mesh; ten more for the irises follow them. */
export const MESH_POINTS = 468;

/**
 * In MediaPipe's video mode the detector runs only when the face was lost (a third cheaper), but its landmarks
 * pass a one-euro filter that delays the lips by half a frame. The filter's pull fades with the time between
 * frames, so frames are given as if they were a thousand seconds apart: tracked, yet not smoothed.
 */
const UNFILTERED_STEP_MS = 1_000_000;

/**
 * MediaPipe's face landmarker, one face, on the CPU: the assembled bundle holds an operation that its GPU delegate lacks,
 * and on the CPU the numbers are the same on every machine.
 */
export class MeshDetector {
  #task: FaceLandmarker;
  #clock = 0;

  private constructor(task: FaceLandmarker) {
    this.#task = task;
  }

  /** `bundle`: URL of a `face_landmarker.task`. Throws `model/failed`. */
  static async create(bundle: string): Promise<MeshDetector> {
    const detector = new MeshDetector(await createTask(bundle, 'VIDEO', 1));
    // The first look at anything prepares the kernels, which takes as long as a dozen looks.
    detector.detect(new ImageData(192, 192), new Float32Array(MESH_POINTS * 3));
    return detector;
  }

  /**
   * Writes the face mesh of `image` into `into` ([468, 3]; x and z in fractions of its width, y of its height)
   * and says whether there was a face. A call looks near the face of the call before; one that finds none makes
   * the next look everywhere.
   */
  detect(image: ImageData, into: Float32Array): boolean {
    this.#clock += UNFILTERED_STEP_MS;
    const face = this.#task.detectForVideo(image, this.#clock).faceLandmarks[0];
    if (!face) return false;
    return writeMesh(face, into);
  }

  close(): void {
    this.#task.close();
  }
}

/** Faces found in one look at most. */
const MOST_FACES = 4;

/** The same landmarker for looks that have nothing to do with each other, at all the faces of a picture. */
export class FacesDetector {
  #task: FaceLandmarker;

  private constructor(task: FaceLandmarker) {
    this.#task = task;
  }

  /** As `MeshDetector.create`. */
  static async create(bundle: string): Promise<FacesDetector> {
    return new FacesDetector(await createTask(bundle, 'IMAGE', MOST_FACES));
  }

  /** Meshes of the faces in a window of a picture, shown at `pixels`: [468, 3] each, in upright pixels. */
  find(picture: Picture, rotation: Rotation, window: Window, pixels: number): Float32Array[] {
    const image = new ImageData(pixels, pixels);
    cutWindow(picture, rotation, window, pixels, image.data);
    return this.#task.detect(image).faceLandmarks.flatMap((face) => {
      const mesh = new Float32Array(MESH_POINTS * 3);
      if (!writeMesh(face, mesh)) return [];
      toPicture(mesh, window);
      return [mesh];
    });
  }

  close(): void {
    this.#task.close();
  }
}

/** MediaPipe's loader leaves what it loads in one global place: two at a time take it from each other. */
let loading: Promise<unknown> = Promise.resolve();

/** Throws `model/failed`. */
function createTask(...wish: Parameters<typeof loadTask>): Promise<FaceLandmarker> {
  const task = loading.then(() => loadTask(...wish));
  loading = task.catch(() => {});
  return task;
}

async function loadTask(
  bundle: string,
  runningMode: 'IMAGE' | 'VIDEO',
  numFaces: number,
): Promise<FaceLandmarker> {
  fetchFromOwnOriginOnly();
  try {
    const response = await fetch(bundle);
    if (!response.ok) throw new Error(`${response.status} for ${bundle}`);
    const modelAssetBuffer = new Uint8Array(await response.arrayBuffer());
    const options = {
      ...{ baseOptions: { modelAssetBuffer, delegate: 'CPU' as const } },
      ...{ runningMode, numFaces, canvas: memoryCanvas() },
    };
    return await alone(async () => {
      await offerLoader();
      return FaceLandmarker.createFromOptions(
        { wasmLoaderPath: loaderUrl, wasmBinaryPath: binaryUrl },
        options,
      );
    });
  } catch (cause) {
    throw new DubError('model/failed', { cause, detail: { model: 'face_landmarker' } });
  }
}

let creating: Promise<unknown> = Promise.resolve();

/** Runs one after the other: all tasks of a worker take their loader from the same place. */
function alone<T>(create: () => Promise<T>): Promise<T> {
  const created = creating.then(create);
  creating = created.catch(() => {});
  return created;
}

/**
 * MediaPipe imports its loader for each task and takes away what it has put into the worker's global scope. A module
 * runs only once, so that from the second task on nothing would be there ("ModuleFactory not set.").
 */
async function offerLoader(): Promise<void> {
  const loader = (await import(/* @vite-ignore */ loaderUrl)) as { readonly default: unknown };
  Object.assign(self, { ModuleFactory: loader.default });
}

/** Copies the mesh's points; false where some are missing. */
function writeMesh(face: readonly { x: number; y: number; z: number }[], into: Float32Array): boolean {
  if (face.length < MESH_POINTS) return false;
  for (let i = 0; i < MESH_POINTS; i++) {
    const { x, y, z } = face[i] as { x: number; y: number; z: number };
    into[3 * i] = x;
    into[3 * i + 1] = y;
    into[3 * i + 2] = z;
  }
  return true;
}

/** A mesh in fractions of a window, in place, as one in pixels of the upright picture. */
export function toPicture(mesh: Float32Array, window: Window): void {
  for (let i = 0; i < mesh.length; i += 3) {
    // Landmarks are fractions of the image's edges; pixel centres lie half a pixel in.
    mesh[i] = (mesh[i] as number) * window.size + window.x - 0.5;
    mesh[i + 1] = (mesh[i + 1] as number) * window.size + window.y - 0.5;
    mesh[i + 2] = (mesh[i + 2] as number) * window.size;
  }
}
