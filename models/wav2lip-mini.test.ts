import { readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SILENCE } from '../src/engine/painters/wav2lip/network/mel';
import { WINDOW_SIZE } from '../src/engine/painters/wav2lip/network/windows';
import { testInput } from '../src/engine/inference/networks/wav2lip-check';
import { openWav2Lip, type Wav2LipSession } from '../src/engine/inference/networks/wav2lip-session';
import check from './wav2lip-mini/check.json';

const FILE = new URL('wav2lip-mini/wav2lip-mini.onnx', import.meta.url);
const SIZE = 96;
const PICTURE = 3 * SIZE * SIZE;

let session: Wav2LipSession;
beforeAll(async () => {
  session = await openWav2Lip(new Uint8Array(readFileSync(FILE)), 'wasm');
});
afterAll(() => session.release());

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  expect(a).toHaveLength(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
};

test('is a network of the contract, of 96 pixels and any batch, within 12 MB', () => {
  expect(session.contract).toMatchObject({ size: SIZE, batch: null });
  expect(statSync(FILE).size).toBeLessThanOrEqual(12_000_000);
});

test('gives the answer that onnxruntime for Python gave to the stored question', async () => {
  const { mel, faces } = testInput(SIZE);
  const answer = await session.net.run(mel, faces, 1);
  const stored = Float32Array.from(check.answer);
  expect(
    furthest(
      answer.filter((_, i) => i % check.step === 0),
      stored,
    ),
  ).toBeLessThan(1e-3);
});

test('keeps the upper half as it is, and paints the lower', async () => {
  const { mel, faces } = testInput(SIZE);
  const answer = await session.net.run(mel, faces, 1);
  const half = PICTURE / 6;
  for (let plane = 0; plane < 3; plane++) {
    const from = 2 * plane * half;
    expect(furthest(answer.subarray(from, from + half), faces.subarray(from, from + half))).toBe(0);
    expect(Math.max(...answer.subarray(from + half, from + 2 * half))).toBeGreaterThan(0.2);
  }
});

test('answers each frame of a batch as it answers it alone', async () => {
  const { mel, faces } = testInput(SIZE);
  const silence = new Float32Array(WINDOW_SIZE).fill(SILENCE);
  const both = await session.net.run(
    Float32Array.from([...mel, ...silence]),
    Float32Array.from([...faces, ...faces]),
    2,
  );
  const [spoken, silent] = [await session.net.run(mel, faces, 1), await session.net.run(silence, faces, 1)];
  expect(furthest(both.subarray(0, PICTURE), spoken)).toBeLessThan(1e-4);
  expect(furthest(both.subarray(PICTURE), silent)).toBeLessThan(1e-4);
  // The sound is heard: another one gives another mouth.
  expect(furthest(spoken, silent)).toBeGreaterThan(0.02);
});
