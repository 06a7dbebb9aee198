import { expose } from 'comlink';
import mouth from '../../models/mouth/mouth.json';
import { measureAppearance } from '../../src/engine/face/people/appearance';
import { checkMouthModel } from '../../src/engine/face/mouth-model';
import { faceExtent, squareAround, WINDOW_PER_FACE } from '../../src/engine/face/track/face-window';
import { POSE } from '../../src/engine/face/track/landmarks';
import { alignSimilarity } from '../../src/engine/math/similarity';
import { once } from '../../src/engine/core/once';
import { FacesDetector, MESH_POINTS } from '../../src/engine/inference/faces/face-landmarker';
import { findFaces } from '../../src/engine/inference/faces/find-faces';
import { openFootage } from '../../src/engine/media/decode/footage';

const detector = once(() => FacesDetector.create('/models/face_landmarker.task'));
const { reference } = checkMouthModel(mouth);
/** Looks at one face, each from where the one before found it. */
const LOOKS = 2;

const service = {
  /** Measured appearances of the face in every `every`th frame of a video, at most `most`, behind each other. */
  async appearances(file: File, every: number, most: number): Promise<Float32Array> {
    const faces = await detector();
    const footage = await openFootage(file);
    const { width, height, rotation } = footage.info;
    const frames = Array.from({ length: most }, (_, i) => i * every).filter((i) => i < footage.times.length);
    const found: number[] = [];
    for await (const { picture } of footage.pictures(frames, new AbortController().signal)) {
      let [mesh] = findFaces(picture, { width, height, rotation }, faces, 'glance');
      for (let look = 0; mesh && look < LOOKS; look++) {
        const { cx, cy, size } = faceExtent(mesh, MESH_POINTS);
        const [closer] = faces.find(picture, rotation, squareAround(cx, cy, WINDOW_PER_FACE * size), 256);
        mesh = closer ?? mesh;
      }
      if (!mesh) continue;
      const own = mesh;
      const still = POSE.flatMap((landmark) => [...own.subarray(3 * landmark, 3 * landmark + 3)]);
      found.push(...measureAppearance(picture, rotation, mesh, alignSimilarity(still, reference)));
    }
    footage.close();
    return Float32Array.from(found);
  },
};
export type AppearanceService = typeof service;
expose(service);
