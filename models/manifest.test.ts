import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assembleTask } from '../scripts/landmarker/build';
import manifest from './manifest.json';

type Entry = (typeof manifest.models)[number];
const networks: readonly Entry[] = manifest.networks;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('the manifest tells the truth about every model that is shipped', () => {
  for (const { file, bytes, hash } of [...manifest.models, ...networks]) {
    if (file === 'face_landmarker.task') {
      const task = assembleTask();
      expect([task.length, sha256(task)], file).toEqual([bytes, hash]);
    } else {
      const path = new URL(file, import.meta.url);
      expect([statSync(path).size, sha256(readFileSync(path))], file).toEqual([bytes, hash]);
    }
  }
});

test('the mouth model stays within 4 MB', () => {
  const mouth = manifest.models.find(({ file }) => file === 'mouth/mouth.onnx');
  expect(mouth?.bytes).toBeLessThanOrEqual(4_000_000);
});
