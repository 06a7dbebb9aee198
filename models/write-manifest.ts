/** Writes `models/manifest.json`: `node --import tsx models/write-manifest.ts`, after a model has changed. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { assembleTask } from '../scripts/landmarker/build';

const read = (file: string) => readFileSync(new URL(file, import.meta.url));

const MODELS = [
  {
    file: 'face_landmarker.task',
    name: 'Face landmarker, assembled at build time from the npm package @mediapipe/face_mesh',
    licence: 'Apache-2.0',
    data: assembleTask(),
  },
  { file: 'mouth/mouth.onnx', name: 'Mouth model', licence: 'Apache-2.0', data: read('mouth/mouth.onnx') },
  {
    file: 'mouth/mouth.json',
    name: 'Basis of the mouth model',
    licence: 'Apache-2.0',
    data: read('mouth/mouth.json'),
  },
];

const models = MODELS.map(({ data, ...facts }) => ({
  ...facts,
  bytes: data.length,
  hash: createHash('sha256').update(data).digest('hex'),
}));
writeFileSync(new URL('manifest.json', import.meta.url), `${JSON.stringify({ models }, null, 2)}\n`);
