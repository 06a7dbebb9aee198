/** Writes `models/manifest.json`: `node --import tsx models/write-manifest.ts`, after a model has changed. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { assembleTask } from '../scripts/landmarker/build';
import { speechEncoder } from '../scripts/speech-encoder/build';

const read = (file: string) => readFileSync(new URL(file, import.meta.url));

/** What a deployer says of a network in its `network.json`. */
type NetworkFile = {
  name: string;
  licence: string;
  /** Where it comes from. */
  source: string;
  /** False where its terms forbid commercial use. */
  commercial: boolean;
  /** Height and width of its faces, pixels. */
  size: number;
  /** True where its tensors are of half precision. */
  half: boolean;
};

const MODELS = [
  {
    file: 'face_landmarker.task',
    name: 'Face landmarker, assembled at build time from the npm package @mediapipe/face_mesh',
    licence: 'Apache-2.0',
    data: assembleTask(),
  },
  {
    file: 'speech-encoder/encoder.onnx',
    name: 'Speech encoder, four layers of Moonshine tiny (English), cut out at build time of the npm package @moonshine-ai/moonshine-js',
    licence: 'MIT',
    data: speechEncoder(),
  },
  { file: 'mouth/mouth.onnx', name: 'Mouth model', licence: 'Apache-2.0', data: read('mouth/mouth.onnx') },
  {
    file: 'mouth/mouth.json',
    name: 'Basis of the mouth model',
    licence: 'Apache-2.0',
    data: read('mouth/mouth.json'),
  },
];

/** A folder with a `network.json` holds a network of the Wav2Lip contract, `<folder>/<folder>.onnx`. */
const NETWORKS = readdirSync(new URL('.', import.meta.url))
  .filter((folder) => existsSync(new URL(`${folder}/network.json`, import.meta.url)))
  .map((folder) => {
    const facts = JSON.parse(String(read(`${folder}/network.json`))) as NetworkFile;
    const file = `${folder}/${folder}.onnx`;
    return { file, ...facts, data: read(file) };
  });

const named = <Entry extends { data: Uint8Array }>(entries: readonly Entry[]) =>
  entries.map(({ data, ...facts }) => ({
    ...facts,
    bytes: data.length,
    hash: createHash('sha256').update(data).digest('hex'),
  }));
const manifest = { models: named(MODELS), networks: named(NETWORKS) };
writeFileSync(new URL('manifest.json', import.meta.url), `${JSON.stringify(manifest, null, 2)}\n`);
