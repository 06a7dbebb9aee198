import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assembleTask } from '../scripts/landmarker/build';
import { speechEncoder } from '../scripts/speech-encoder/build';
import manifest from './manifest.json';

type Entry = (typeof manifest.models)[number];
const networks: readonly Entry[] = manifest.networks;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What is made at build time. */
const MADE: Record<string, () => Uint8Array> = {
  'face_landmarker.task': assembleTask,
  'speech-encoder/encoder.onnx': speechEncoder,
};

test('the manifest tells the truth about every model that is shipped', () => {
  for (const { file, bytes, hash } of [...manifest.models, ...networks]) {
    const content = MADE[file]?.() ?? readFileSync(new URL(file, import.meta.url));
    expect([content.length, sha256(content)], file).toEqual([bytes, hash]);
  }
});

test('the mouth model stays within 4 MB', () => {
  const mouth = manifest.models.find(({ file }) => file === 'mouth/mouth.onnx');
  expect(mouth?.bytes).toBeLessThanOrEqual(4_000_000);
});
