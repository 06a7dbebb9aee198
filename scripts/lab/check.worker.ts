import { expose } from 'comlink';
import { MESH_POINTS, MeshDetector } from '../../src/engine/inference/faces/face-landmarker';
import { openMouthSession, worstDifference } from '../../src/engine/inference/speech/mouth-session';
import type { Device } from '../../src/engine/inference/onnx-runtime';

const service = {
  /** The face mesh of a picture as the app's landmarker sees it: [468, 3], x and y in pixels. */
  async mesh(picture: Blob): Promise<Float32Array> {
    const bitmap = await createImageBitmap(picture);
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (!context) throw new Error('no 2D canvas');
    context.drawImage(bitmap, 0, 0);
    const detector = await MeshDetector.create('/models/face_landmarker.task');
    const mesh = new Float32Array(MESH_POINTS * 3);
    // The first looks start from the detector's rough box; after these it has settled.
    for (let look = 0; look < 6; look++) {
      if (!detector.detect(context.getImageData(0, 0, width, height), mesh)) throw new Error('no face');
    }
    detector.close();
    return mesh.map((value, i) => value * (i % 3 === 1 ? height : width));
  },
  /** How far a device's answer to the mouth model's stored question is off. */
  async mouthDifference(device: Device): Promise<number> {
    return worstDifference((await openMouthSession(device)).run);
  },
};
export type CheckService = typeof service;
expose(service);
