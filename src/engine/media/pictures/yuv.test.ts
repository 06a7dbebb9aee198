import { describe, expect, it } from 'vitest';
import { pictureBytes, planes, type Picture } from '../../picture/picture';
import { PLANAR_FORMATS, planarToPicture, rgbaToPicture, splitNv12 } from './yuv';

function blank(width: number, height: number): Picture {
  return { width, height, data: new Uint8Array(pictureBytes(width, height)) };
}

function filled(width: number, height: number, [r, g, b]: readonly [number, number, number]): Uint8Array {
  return Uint8Array.from({ length: width * height * 4 }, (_, i) => [r, g, b, 255][i % 4]!);
}

describe('splitNv12', () => {
  it('takes chroma apart and leaves luma, odd sizes too', () => {
    const picture = blank(3, 3);
    splitNv12(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 11, 21, 12, 22, 13, 23]), picture);
    const [y, u, v] = planes(picture);
    expect([...y.data]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...u.data]).toEqual([10, 11, 12, 13]);
    expect([...v.data]).toEqual([20, 21, 22, 23]);
  });
});

describe('rgbaToPicture', () => {
  // Full-strength colours as ITU-R BT.709 and BT.601 code them with studio swing.
  it.each([
    ['bt709', [255, 0, 0], [63, 102, 240]],
    ['bt709', [0, 255, 0], [173, 42, 26]],
    ['smpte170m', [255, 0, 0], [81, 90, 240]],
    ['smpte170m', [0, 0, 255], [41, 240, 110]],
    ['bt709', [255, 255, 255], [235, 128, 128]],
    ['bt709', [0, 0, 0], [16, 128, 128]],
  ] as const)('codes %s %j', (matrix, rgb, expected) => {
    const picture = blank(3, 2);
    rgbaToPicture(filled(3, 2, rgb), { matrix, fullRange: false }, picture);
    const [y, u, v] = planes(picture);
    for (const [plane, value] of [
      [y, expected[0]],
      [u, expected[1]],
      [v, expected[2]],
    ] as const) {
      expect(Array.from(plane.data, (sample) => Math.abs(sample - value) <= 1)).not.toContain(false);
    }
  });

  it('uses the whole range where it shall', () => {
    const picture = blank(2, 2);
    rgbaToPicture(filled(2, 2, [255, 255, 255]), { matrix: 'bt709', fullRange: true }, picture);
    expect(planes(picture)[0].data[0]).toBe(255);
  });
});

describe('planarToPicture', () => {
  it('rounds ten bits to eight', () => {
    const picture = blank(2, 2);
    const samples = Uint16Array.from([0, 1023, 514, 513, 512, 256]);
    planarToPicture(new Uint8Array(samples.buffer), PLANAR_FORMATS['I420P10']!, picture);
    expect([...picture.data]).toEqual([0, 255, 129, 128, 128, 64]);
  });

  it('averages 4:4:4 chroma, odd sizes too', () => {
    const picture = blank(3, 1);
    planarToPicture(Uint8Array.from([1, 2, 3, 10, 20, 31, 40, 50, 60]), PLANAR_FORMATS['I444']!, picture);
    expect([...picture.data]).toEqual([1, 2, 3, 15, 31, 45, 60]);
  });

  it('averages 4:2:2 chroma over rows', () => {
    const picture = blank(2, 2);
    planarToPicture(Uint8Array.from([1, 2, 3, 4, 100, 110, 7, 9]), PLANAR_FORMATS['I422']!, picture);
    expect([...picture.data]).toEqual([1, 2, 3, 4, 105, 8]);
  });
});
