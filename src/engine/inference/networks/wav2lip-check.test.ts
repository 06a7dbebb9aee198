import { describe, expect, test, vi } from 'vitest';
import type { Wav2LipNet } from '../../painters/wav2lip/painter';
import { chooseSession, testInput, TOLERANCE } from './wav2lip-check';

const SIZE = 32;
const PICTURE = 3 * SIZE * SIZE;

/** A device whose network answers with the reference, changed by `change`. */
function device(name: string, change: (value: number, index: number) => number = (value) => value) {
  const run: Wav2LipNet['run'] = async (_, faces, count) =>
    Float32Array.from({ length: count * PICTURE }, (_, i) => change(faces[PICTURE + i]!, i));
  return { name, net: { size: SIZE, batch: 1, run }, release: vi.fn(async () => {}) };
}

describe('of two devices', () => {
  test('the GPU is taken where it answers alike, and the processor released', async () => {
    const [gpu, cpu] = [device('gpu', (value) => value + 0.9 * TOLERANCE), device('cpu')];
    expect((await chooseSession(gpu, cpu)).name).toBe('gpu');
    expect(cpu.release).toHaveBeenCalledOnce();
    expect(gpu.release).not.toHaveBeenCalled();
  });

  test.each([
    ['is off everywhere', (value: number) => value + 1.1 * TOLERANCE],
    ['is off in a single number', (value: number, i: number) => (i === 1234 ? value - 0.02 : value)],
    ['answers what is no number', (value: number, i: number) => (i === 7 ? NaN : value)],
    ['answers black', () => 0],
  ])('the processor is taken where the GPU %s, and the GPU released', async (_, change) => {
    const [gpu, cpu] = [device('gpu', change), device('cpu')];
    expect((await chooseSession(gpu, cpu)).name).toBe('cpu');
    expect(gpu.release).toHaveBeenCalledOnce();
    expect(cpu.release).not.toHaveBeenCalled();
  });

  test('the processor is taken where the GPU fails, or answers too little', async () => {
    const failing = device('gpu');
    failing.net.run = () => Promise.reject(new Error('device lost'));
    expect((await chooseSession(failing, device('cpu'))).name).toBe('cpu');
    const short = device('gpu');
    short.net.run = async () => new Float32Array(5);
    expect((await chooseSession(short, device('cpu'))).name).toBe('cpu');
  });

  test('none is left open where the processor fails', async () => {
    const [gpu, cpu] = [device('gpu'), device('cpu')];
    cpu.net.run = () => Promise.reject(new Error('out of memory'));
    await expect(chooseSession(gpu, cpu)).rejects.toThrow('out of memory');
    expect(gpu.release).toHaveBeenCalledOnce();
    expect(cpu.release).toHaveBeenCalledOnce();
  });
});

test('the test input has no two channels alike, and a face as the network knows it', () => {
  const { mel, faces } = testInput(SIZE);
  expect(mel.every((value) => value >= -4 && value <= 4)).toBe(true);
  expect(faces.every((value) => value >= 0 && value <= 1)).toBe(true);
  const channel = (c: number) => faces.subarray(c * SIZE * SIZE, (c + 1) * SIZE * SIZE);
  for (let c = 0; c < 3; c++) {
    expect(
      channel(c)
        .subarray((SIZE * SIZE) / 2)
        .every((value) => value === 0),
    ).toBe(true);
    expect(
      channel(c + 3)
        .subarray((SIZE * SIZE) / 2)
        .some((value) => value > 0.6),
    ).toBe(true);
  }
  for (let a = 0; a < 6; a++) for (let b = 0; b < a; b++) expect(channel(a)).not.toEqual(channel(b));
});
