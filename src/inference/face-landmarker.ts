import { FaceLandmarker } from '@mediapipe/tasks-vision';
import loaderUrl from '@mediapipe/tasks-vision/vision_wasm_module_internal.js?url';
import binaryUrl from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url';
import { DubError } from '../dub/errors';

/** Points of MediaPipe's face mesh; ten more for the irises follow them. */
export const MESH_POINTS = 468;

/**
 * In MediaPipe's video mode the detector runs only when the face was lost (a third cheaper), but its landmarks
 * pass a one-euro filter that delays the lips by half a frame. The filter's pull fades with the time between
 * frames, so frames are given as if they were a thousand seconds apart: tracked, yet not smoothed.
 */
const UNFILTERED_STEP_MS = 1_000_000;

/**
 * MediaPipe's face landmarker on the CPU: the assembled bundle holds an operation that its GPU delegate lacks,
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
    try {
      const response = await fetch(bundle);
      if (!response.ok) throw new Error(`${response.status} for ${bundle}`);
      const task = await FaceLandmarker.createFromOptions(
        { wasmLoaderPath: loaderUrl, wasmBinaryPath: binaryUrl },
        {
          baseOptions: { modelAssetBuffer: new Uint8Array(await response.arrayBuffer()), delegate: 'CPU' },
          runningMode: 'VIDEO',
          numFaces: 1,
        },
      );
      const detector = new MeshDetector(task);
      // The first look at anything prepares the kernels, which takes as long as a dozen looks.
      detector.detect(new ImageData(192, 192), new Float32Array(MESH_POINTS * 3));
      return detector;
    } catch (cause) {
      throw new DubError('model/failed', { cause, detail: { model: 'face_landmarker' } });
    }
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
    for (let i = 0; i < MESH_POINTS; i++) {
      const point = face[i];
      if (!point) return false;
      into[3 * i] = point.x;
      into[3 * i + 1] = point.y;
      into[3 * i + 2] = point.z;
    }
    return true;
  }

  close(): void {
    this.#task.close();
  }
}
