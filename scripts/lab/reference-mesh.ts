import type { FaceTrack } from '../../src/engine/face/track/face-track';
import { FRAME_SIZE } from '../../src/engine/face/track/face-frames';
import { TRACKED } from '../../src/engine/face/track/landmarks';
import { stepFor, writeSteps } from '../../src/engine/face/track/steps';
import { openFootage } from '../../src/engine/media/decode/footage';

type FaceMeshResults = { multiFaceLandmarks: { x: number; y: number; z: number }[][] };
type FaceMeshSolution = {
  setOptions(options: object): void;
  onResults(listener: (results: FaceMeshResults) => void): void;
  send(input: { image: HTMLImageElement | HTMLCanvasElement }): Promise<void>;
  reset(): void;
};
declare const FaceMesh: new (options: { locateFile(name: string): string }) => FaceMeshSolution;

/** The first looks start from the detector's rough box; after these it has settled. */
const FIRST_LOOKS = 4;

/** The older `@mediapipe/face_mesh` solution with its plain 468-point model, which nothing in the app plans with. */
class ReferenceMesh {
  static #loaded: Promise<FaceMeshSolution> | undefined;
  #face: FaceMeshResults['multiFaceLandmarks'][number] | undefined;
  readonly #solution: FaceMeshSolution;

  private constructor(solution: FaceMeshSolution) {
    this.#solution = solution;
    solution.onResults((results) => (this.#face = results.multiFaceLandmarks[0]));
    solution.reset();
  }

  static async open(): Promise<ReferenceMesh> {
    this.#loaded ??= load();
    return new ReferenceMesh(await this.#loaded);
  }

  /** The mesh, [468, 3] in pixels of a picture of this size; null where no face is seen. */
  async look(
    image: HTMLImageElement | HTMLCanvasElement,
    width: number,
    height: number,
    looks: number,
  ): Promise<Float32Array | null> {
    for (let look = 0; look < looks; look++) await this.#solution.send({ image });
    return this.#face
      ? Float32Array.from(this.#face.flatMap(({ x, y, z }) => [x * width, y * height, z * width]))
      : null;
  }
}

async function load(): Promise<FaceMeshSolution> {
  const script = document.createElement('script');
  const folder = '/node_modules/@mediapipe/face_mesh/';
  script.src = `${folder}face_mesh.js`;
  document.head.append(script);
  await new Promise((resolve) => script.addEventListener('load', resolve));
  const solution = new FaceMesh({ locateFile: (name) => folder + name });
  solution.setOptions({ refineLandmarks: false, maxNumFaces: 1 });
  return solution;
}

/** The mesh of one picture, [468, 3]; throws where there is no face. */
export async function referenceMesh(image: HTMLImageElement): Promise<Float32Array> {
  const { naturalWidth, naturalHeight } = image;
  const mesh = await (await ReferenceMesh.open()).look(image, naturalWidth, naturalHeight, FIRST_LOOKS);
  if (!mesh) throw new Error('no face');
  return mesh;
}

/** The points that Koubo tracks, as the older mesh sees them in every frame of a video. */
export async function referenceTrack(file: File): Promise<FaceTrack> {
  const footage = await openFootage(file);
  try {
    const { width, height } = footage.info;
    const { times } = footage;
    const count = times.length;
    const points = { step: stepFor(width, height), values: new Int16Array(count * FRAME_SIZE) };
    const present = new Uint8Array(count);
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no 2D canvas');
    const mesh = await ReferenceMesh.open();
    let before = false;
    for await (const { index, sample } of footage.samples(new AbortController().signal)) {
      sample.draw(context, 0, 0, width, height);
      sample.close();
      const found = await mesh.look(canvas, width, height, before ? 1 : FIRST_LOOKS);
      before = found !== null;
      if (!found) continue;
      present[index] = 1;
      const tracked = TRACKED.flatMap((landmark) => [...found.subarray(3 * landmark, 3 * landmark + 3)]);
      writeSteps(points, index * FRAME_SIZE, tracked);
    }
    return { width, height, times, present, covered: new Uint8Array(count), points };
  } finally {
    footage.close();
  }
}
