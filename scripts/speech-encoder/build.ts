/**
 * Puts `encoder.onnx` into `models/speech-encoder/`: the first four of six layers of the encoder of Moonshine tiny
 * (English), out of the npm package `@moonshine-ai/moonshine-js` (MIT). The middle layers tell more of the mouth than the
 * last ones, which are about words, and about other people's mouths most of all (`models/mouth/README.md`). Of the package
 * nothing else is used, so what it depends on is left out (`overrides` in package.json).
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMain } from '../is-main';
import { cutOnnx } from './cut-onnx';

const SOURCE = '../../node_modules/@moonshine-ai/moonshine-js/dist/model/tiny/quantized/encoder_model.onnx';
const TARGET = '../../models/speech-encoder/encoder.onnx';
/** What the second and the fourth layer give, 288 numbers each. */
const TENSORS = ['/layers.1/Add_1_output_0', '/layers.3/Add_1_output_0'];
const WIDTH = 576;
const SHA_256 = 'c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a';

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** The encoder as ONNX: `input_values` [1, samples] to `heard` [1, frames, 576]. Throws where the package holds another one: the mouth model was trained on this one's answers. */
export function speechEncoder(): Buffer {
  const bytes = readFileSync(pathOf(SOURCE));
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash !== SHA_256) throw new Error(`the speech encoder's SHA-256 is ${hash}, not ${SHA_256}`);
  return cutOnnx(bytes, TENSORS, 'heard', WIDTH);
}

if (isMain(import.meta.url)) {
  mkdirSync(dirname(pathOf(TARGET)), { recursive: true });
  writeFileSync(pathOf(TARGET), speechEncoder());
}
