/**
 * Puts `face_landmarker.task` into `public/models/`: an official bundle from `models/` where somebody dropped one
 * there, else one assembled from the models inside the npm package `@mediapipe/face_mesh` (Apache-2.0).
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { storedZip } from './stored-zip';
import { patchModel } from './tflite';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const OFFICIAL = join(ROOT, 'models/face_landmarker.task');
const TARGET = join(ROOT, 'public/models/face_landmarker.task');

type PackedFile = { filename: string; start: number; end: number };

/** Reads one file out of the package's asset archive, whose table of contents stands in its loader script. */
export function packedAsset(name: string): Uint8Array {
  const folder = dirname(createRequire(import.meta.url).resolve('@mediapipe/face_mesh/package.json'));
  const loader = readFileSync(join(folder, 'face_mesh_solution_packed_assets_loader.js'), 'utf8');
  const contents = /loadPackage\((\{.*?\})\);/s.exec(loader)?.[1];
  if (!contents) throw new Error('@mediapipe/face_mesh: no table of contents in its asset loader');
  const files = (JSON.parse(contents) as { files: PackedFile[] }).files;
  const file = files.find(({ filename }) => filename.endsWith(`/${name}`));
  if (!file) throw new Error(`@mediapipe/face_mesh: no ${name} inside`);
  return readFileSync(join(folder, 'face_mesh_solution_packed_assets.data')).subarray(file.start, file.end);
}

/** The bundle as bytes; the same package gives the same bytes. */
export function assembleTask(): Buffer {
  const detector = packedAsset('face_detection_short_range.tflite');
  const mesh = packedAsset('face_landmark_with_attention.tflite');
  return storedZip([
    ['face_detector.tflite', patchModel(detector, { mean: 127.5, std: 127.5 }, { fuse: false })],
    ['face_landmarks_detector.tflite', patchModel(mesh, { mean: 0, std: 255 }, { fuse: true })],
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(dirname(TARGET), { recursive: true });
  if (existsSync(OFFICIAL)) copyFileSync(OFFICIAL, TARGET);
  else writeFileSync(TARGET, assembleTask());
}
