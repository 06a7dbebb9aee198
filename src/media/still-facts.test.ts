import { describe, expect, it } from 'vitest';
import { stillFormat, stillSize } from './still-facts';

const bytes = (...values: (number | string)[]) =>
  Uint8Array.from(values.flatMap((value) => (typeof value === 'string' ? [...Buffer.from(value)] : [value])));

describe('stillFormat', () => {
  it.each([
    ['JPEG', bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16, 'JFIF')],
    ['PNG', bytes(0x89, 'PNG\r\n', 0x1a, 0x0a)],
    ['WebP', bytes('RIFF', 1, 2, 3, 4, 'WEBP')],
    [null, bytes('RIFF', 1, 2, 3, 4, 'WAVE')],
    [null, bytes(0, 0, 0, 32, 'ftypisom')],
    [null, bytes()],
  ])('%s', (format, first) => {
    expect(stillFormat(first)).toBe(format);
  });
});

describe('stillSize', () => {
  it('is even, keeps the shape, and is no larger than it can use', () => {
    expect(stillSize(512, 512)).toEqual({ width: 512, height: 512 });
    expect(stillSize(511, 301)).toEqual({ width: 512, height: 302 });
    expect(stillSize(4000, 3000)).toEqual({ width: 1920, height: 1440 });
    expect(stillSize(3000, 4000)).toEqual({ width: 1440, height: 1920 });
    expect(stillSize(1, 100_000)).toEqual({ width: 2, height: 1920 });
  });
});
