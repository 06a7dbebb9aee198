import { describe, expect, test } from 'vitest';
import { colorNumbers } from './color';
import { toFacePlanes } from './face-planes';
import { worst } from '../testing';

const GREY = colorNumbers({ matrix: 'bt601', fullRange: true });
/** A grey answer of the network, the same in all three channels. */
const answer = (...levels: number[]) => Float32Array.from([...levels, ...levels, ...levels]);

describe('the planes of a generated face', () => {
  test('are cut to whole numbers as the published code does, or kept as they are', () => {
    const grey = answer(0.5, 0.2, 1, 0.999);
    const [cut] = toFacePlanes(grey, 2, GREY, true).planes;
    const [kept] = toFacePlanes(grey, 2, GREY, false).planes;
    expect(worst(cut, [127, 51, 255, 254])).toBeLessThan(1e-4);
    expect(worst(kept, [127.5, 51, 255, 254.745])).toBeLessThan(1e-4);
  });

  test('stay between black and white whatever the network says', () => {
    const [luma, u, v] = toFacePlanes(answer(-3, 7, 0, 1), 2, GREY, false).planes;
    expect(worst(luma, [0, 255, 0, 255])).toBeLessThan(1e-4);
    expect(worst(u, [128, 128, 128, 128])).toBeLessThan(1e-3);
    expect(worst(v, [128, 128, 128, 128])).toBeLessThan(1e-3);
  });
});
