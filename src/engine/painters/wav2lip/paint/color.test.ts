import { describe, expect, test } from 'vitest';
import { colorModel, colorNumbers, type ColorModel } from './color';
import { cutFace } from './cut-face';
import { toFacePlanes } from './face-planes';
import golden from './golden-paint.json';
import { pictureOf, worst } from '../testing';

const { rgb, answers } = golden.colours;
const COUNT = rgb.length / 3;
const models = answers.map(({ matrix, fullRange, yuv }) => [matrix, fullRange, yuv] as const);

describe.each(models)('%s, full range: %s', (matrix, fullRange, yuv) => {
  const numbers = colorNumbers({ matrix, fullRange } as ColorModel);

  test('the colours of a generated face become what ffmpeg makes of them', () => {
    // One patch a pixel, blue green red one after another.
    const size = 4;
    const answer = new Float32Array(3 * size * size);
    for (let i = 0; i < COUNT; i++)
      for (let c = 0; c < 3; c++) answer[(2 - c) * size * size + i] = rgb[3 * i + c]! / 255;
    const { planes } = toFacePlanes(answer, size, numbers, false);
    const made = Array.from({ length: COUNT }, (_, i) => planes.map((plane) => Math.round(plane[i]!))).flat();
    expect(worst(made, yuv)).toBeLessThanOrEqual(1);
  });

  test('a cut face shows the colours that ffmpeg took it from', () => {
    for (let i = 0; i < COUNT; i++) {
      const patch = pictureOf(8, 8, (plane) => yuv[3 * i + plane]!);
      const face = new Float32Array(3 * 16);
      cutFace(patch, { x1: 0, y1: 0, x2: 8, y2: 8 }, 4, numbers, face);
      // A step of a chroma sample is up to two steps of blue.
      const bgr = rgb.slice(3 * i, 3 * i + 3).reverse();
      expect(worst([face[5]!, face[16 + 5]!, face[32 + 5]!], bgr)).toBeLessThanOrEqual(2);
    }
  });
});

test('the colour model is what the tags name', () => {
  expect(colorModel({ matrix: 'bt709', fullRange: true }, 100)).toEqual({ matrix: 'bt709', fullRange: true });
  expect(colorModel({ matrix: 'smpte170m' }, 1080)).toEqual({ matrix: 'bt601', fullRange: false });
  expect(colorModel({ matrix: 'bt470bg' }, 1080).matrix).toBe('bt601');
  expect(colorModel({ matrix: 'bt2020-ncl' }, 100).matrix).toBe('bt2020');
});

test('where the tags say nothing, large pictures are BT.709 and small ones BT.601', () => {
  expect(colorModel({}, 720)).toEqual({ matrix: 'bt709', fullRange: false });
  expect(colorModel({ matrix: null, fullRange: null }, 576)).toEqual({ matrix: 'bt601', fullRange: false });
  expect(colorModel({ matrix: 'rgb' }, 1080).matrix).toBe('bt709');
});
