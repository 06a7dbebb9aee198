import * as ort from 'onnxruntime-web';
import { expect, it } from 'vitest';
import answers from './answers.json';
import { speechEncoder } from './build';
import { cutOnnx } from './cut-onnx';

it('gives of a chirp what ONNX Runtime finds in the middle of the whole encoder', async () => {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(speechEncoder(), { executionProviders: ['wasm'] });
  const sound = Float32Array.from({ length: 16_000 }, (_, i) => {
    const t = i / 16_000;
    return 0.1 * Math.sin(2 * Math.PI * (200 * t + 400 * t ** 2));
  });
  const { heard } = await session.run({ input_values: new ort.Tensor('float32', sound, [1, sound.length]) });
  expect(heard?.dims).toEqual([1, answers.frames, answers.width]);
  const values = (heard?.data ?? []) as Float32Array;
  // Processors round the integers that it computes with a little differently.
  const misses = answers.every97th.map((value, i) => (value - (values[97 * i] as number)) ** 2);
  const miss = Math.sqrt(misses.reduce((sum, square) => sum + square, 0) / misses.length);
  expect(miss / answers.spread).toBeLessThan(0.06);
});

it('says which tensor is not there', () => {
  expect(() => cutOnnx(speechEncoder(), ['/layers.9/Add_1_output_0'], 'heard', 288)).toThrow(
    '/layers.9/Add_1_output_0',
  );
});

it('refuses what is no model', () => {
  expect(() => cutOnnx(Uint8Array.of(255, 255, 255), ['x'], 'heard', 1)).toThrow(RangeError);
});
