import { describe, expect, it } from 'vitest';
import { alignPlane, blur, cutMouth } from './mouth-crop';
import { pictureCorrelation } from './picture-agreement';
import { lipColour, teethArea, teethShare } from './teeth';

describe('alignPlane', () => {
  it('finds the turn, scale and shift that points were moved by', () => {
    const from = [0, 0, 3, 1, -2, 5, 4, 4];
    // Twice as large, turned by a quarter, moved by (10, -1): (x, y) becomes (10 - 2 y, -1 + 2 x).
    const to = from.flatMap((_, i) =>
      i % 2 === 0 ? [10 - 2 * (from[i + 1] as number), -1 + 2 * (from[i] as number)] : [],
    );
    const { a, b, c, d } = alignPlane(from, to);
    [a, b, c, d].forEach((value, i) => expect(value).toBeCloseTo([0, 2, 10, -1][i] as number, 9));
  });
});

describe('cutMouth', () => {
  const ramp = (width: number, height: number) => {
    const data = new Uint8Array(width * height * 1.5).fill(128);
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[y * width + x] = x + y;
    return { width, height, data };
  };

  it('shows a place at the size that is asked for, whatever the size of the face', () => {
    const place = { x: 0, y: 0, width: 1, height: 0.5 };
    for (const unit of [20, 40, 80]) {
      const similarity = { a: unit, b: 0, c: 60, d: 60 };
      const crop = cutMouth(ramp(120, 120), similarity, place, 20);
      expect([crop.width, crop.height]).toEqual([20, 10]);
      // The pixel in the middle shows what lies half a pixel beside the place's middle, where x + y is 120.
      const at = crop.luma[5 * 20 + 10] as number;
      expect(at).toBeCloseTo(120 + (2 * 0.5 * unit) / 20, 3);
    }
  });
});

describe('blur', () => {
  it('spreads a point as the normal distribution does', () => {
    const plane = new Float32Array(21 * 21);
    plane[10 * 21 + 10] = 1;
    const spread = blur(plane, 21, 21, 1.5);
    expect(spread.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    // exp(-4 / 4.5) beside the middle by two pixels.
    expect((spread[10 * 21 + 12] as number) / (spread[10 * 21 + 10] as number)).toBeCloseTo(0.4111, 4);
  });
});

describe('pictureCorrelation', () => {
  it('takes off what each pixel is on average', () => {
    const made = [Float32Array.of(1, 200), Float32Array.of(2, 200), Float32Array.of(4, 200)];
    const truth = [Float32Array.of(51, 9), Float32Array.of(53, 8), Float32Array.of(52, 10)];
    // numpy: a = [[1,200],[2,200],[4,200]] less its column means, likewise b; sum(a b) / sqrt(sum(a²) sum(b²)).
    expect(pictureCorrelation(made, truth)).toBeCloseTo(0.231455, 5);
    expect(pictureCorrelation(made, made)).toBeCloseTo(1, 9);
    expect(() => pictureCorrelation(made, truth.slice(1))).toThrow(RangeError);
  });
});

describe('teeth', () => {
  const square = (left: number, top: number, right: number, bottom: number) =>
    Array.from({ length: 20 }, (_, i) => {
      const [side, along] = [Math.floor(i / 5), (i % 5) / 5];
      if (side === 0) return [left + along * (right - left), top];
      if (side === 1) return [right, top + along * (bottom - top)];
      return side === 2 ? [right - along * (right - left), bottom] : [left, bottom - along * (bottom - top)];
    }).flat();
  const lips = Float32Array.from([...square(2, 2, 38, 26), ...square(10, 10, 30, 18)]);
  const mouth = (inside: { luma: number; red: number }) => {
    const [width, height] = [40, 30];
    const plane = (skin: number, lip: number, within: number) =>
      Float32Array.from({ length: width * height }, (_, at) => {
        const [x, y] = [at % width, Math.floor(at / width)];
        if (x >= 10 && x <= 30 && y >= 10 && y <= 18) return within;
        return x >= 2 && x <= 38 && y >= 2 && y <= 26 ? lip : skin;
      });
    return {
      ...{ width, height, luma: plane(150, 110, inside.luma), red: plane(145, 160, inside.red) },
      blue: plane(120, 120, 120),
    };
  };
  const bright = mouth({ luma: 170, red: 138 });
  const colour = lipColour([bright], [lips]);

  it('are what is bright and not red between the lips', () => {
    expect(colour.luma).toBeCloseTo(110, 3);
    expect(colour.red).toBeCloseTo(160, 3);
    expect(teethArea(bright, lips, colour)).toBe(21 * 9);
    expect(teethArea(mouth({ luma: 40, red: 135 }), lips, colour)).toBe(0);
    expect(teethArea(mouth({ luma: 120, red: 162 }), lips, colour)).toBe(0);
  });

  it('count where the other mouth has none', () => {
    expect(teethShare([0.01, 0.01, 0, 0.002], [0, 0.01, 0, 0])).toBe(0.25);
  });
});
