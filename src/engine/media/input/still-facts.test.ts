import { describe, expect, it } from 'vitest';
import { announcedSize, stillFormat, stillSize } from './still-facts';

const bytes = (...values: (number | string)[]) =>
  Uint8Array.from(values.flatMap((value) => (typeof value === 'string' ? [...Buffer.from(value)] : [value])));

describe('stillFormat', () => {
  it.each([
    ['JPEG', bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16, 'JFIF')],
    ['PNG', bytes(0x89, 'PNG\r\n', 0x1a, 0x0a)],
    ['WebP', bytes('RIFF', 1, 2, 3, 4, 'WEBP')],
    ['AVIF', bytes(0, 0, 0, 32, 'ftypavif')],
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

describe('announcedSize', () => {
  const png = bytes(0x89, 'PNG\r\n', 0x1a, 0x0a, 0, 0, 0, 13, 'IHDR', 0, 0, 0x4e, 0x20, 0, 0, 0x13, 0x88);
  const segment = (marker: number, ...content: number[]) => [0xff, marker, 0, content.length + 2, ...content];
  const jpeg = bytes(
    0xff,
    0xd8,
    ...segment(0xe0, 1, 2, 3),
    ...segment(0xc4, 9),
    ...segment(0xc2, 8, 0x0f, 0xa0, 0x1f, 0x40, 3, 0),
  );
  const extended = bytes(
    'RIFF',
    0,
    0,
    0,
    0,
    'WEBPVP8X',
    10,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0xff,
    0x3e,
    0,
    0x7f,
    0x3e,
    0,
  );
  const lossy = bytes(
    'RIFF',
    0,
    0,
    0,
    0,
    'WEBPVP8 ',
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0x9d,
    0x01,
    0x2a,
    0x80,
    0x02,
    0xe0,
    0x01,
  );
  const lossless = bytes(
    'RIFF',
    0,
    0,
    0,
    0,
    'WEBPVP8L',
    0,
    0,
    0,
    0,
    0x2f,
    0x7f,
    0xc2,
    0x77,
    0,
    0,
    0,
    0,
    0,
    0,
  );

  it.each([
    ['PNG', png, { width: 20_000, height: 5000 }],
    ['JPEG', jpeg, { width: 8000, height: 4000 }],
    ['WebP', extended, { width: 16_128, height: 16_000 }],
    ['WebP', lossy, { width: 640, height: 480 }],
    ['WebP', lossless, { width: 640, height: 480 }],
    ['PNG', png.subarray(0, 20), null],
    ['JPEG', jpeg.subarray(0, 12), null],
  ])('%s', (format, head, size) => {
    expect(announcedSize(format, head)).toEqual(size);
  });
});
