import { describe, expect, test } from 'vitest';
import { outputShape, outputSize } from './output-shape';

describe('the size of the result', () => {
  test.each([
    [3840, 2160, '1080p', 1920, 1080],
    [3840, 2160, '720p', 1280, 720],
    [1080, 1920, '720p', 720, 1280],
    [1440, 1080, '720p', 960, 720],
    [2048, 858, '720p', 1718, 720],
    [1920, 1080, '1080p', 1920, 1080],
    [512, 512, '720p', 512, 512],
    [3840, 2160, 'source', 3840, 2160],
    [719, 541, 'source', 719, 541],
  ] as const)('%i × %i at most %s is %i × %i', (width, height, size, w, h) => {
    expect(outputSize({ width, height }, size)).toEqual({ width: w, height: h });
  });

  test('is even, and its shape that of the source to a pixel', () => {
    for (const width of [1921, 2559, 1366]) {
      const made = outputSize({ width, height: 1083 }, '720p');
      expect([made.width % 2, made.height % 2]).toEqual([0, 0]);
      expect(Math.abs(made.width - (made.height * width) / 1083)).toBeLessThanOrEqual(2);
    }
  });
});

describe('the bits of the result', () => {
  const source = { width: 1920, height: 1080, fps: 25, bitrate: 0 };
  const pixels = 1920 * 1080 * 25;
  const bits = (bitrate: number, quality: 'small' | 'source' | 'high', size: 'source' | '720p' = 'source') =>
    outputShape({ ...source, bitrate }, { quality, size }).bitrate;

  test('keep what the source kept, within what can be seen', () => {
    expect(bits(0, 'source')).toBe(Math.round(0.3 * pixels));
    expect(bits(0.02 * pixels, 'source')).toBe(Math.round(0.3 * pixels));
    expect(bits(0.4 * pixels, 'source')).toBe(Math.round(1.3 * 0.4 * pixels));
    expect(bits(5 * pixels, 'source')).toBe(Math.round(0.6 * pixels));
  });

  test('are a third for a small file, and all that can be seen for a high one', () => {
    expect(bits(0.5 * pixels, 'small')).toBe(Math.round(0.1 * pixels));
    expect(bits(0, 'high')).toBe(Math.round(0.6 * pixels));
  });

  test('go down with the pixels', () => {
    const fewer = 1280 * 720 * 25;
    expect(bits(0.4 * pixels, 'source', '720p')).toBe(Math.round(1.3 * 0.4 * fewer));
  });
});
