import { describe, expect, test } from 'vitest';
import { TRACKED, trackedIndex } from '../../../face/track/landmarks';
import golden from './golden-paint.json';
import { mouthRegion, wholeRegion } from './mouth-region';

const { landmarks, outline, unit, spots, shares, halfSpots, halfShares } = golden.region;
const [x1, y1, x2, y2] = golden.region.face as [number, number, number, number];
const FACE = { x1, y1, x2, y2 };
const PICTURE = { width: 200, height: 180 };

/** The outline's landmarks where the golden numbers have them, eyes one unit apart. */
function points(): Float32Array {
  const all = new Float32Array(TRACKED.length * 2).fill(100);
  landmarks.forEach((landmark, i) => all.set(outline.slice(2 * i, 2 * i + 2), 2 * trackedIndex(landmark)));
  all.set([50, 60], 2 * trackedIndex(33));
  all.set([50 + unit, 60], 2 * trackedIndex(263));
  return all;
}

describe('the mouth region', () => {
  const { box, alpha, halfAlpha } = mouthRegion(points(), FACE, PICTURE, 1);
  const halfWidth = Math.ceil(box.width / 2);

  test('fades out towards the outline by the distance that OpenCV measures', () => {
    let painted = 0;
    shares.forEach((share, i) => {
      const [x, y] = [spots[2 * i]! - box.x, spots[2 * i + 1]! - box.y];
      const inside = x >= 0 && y >= 0 && x < box.width && y < box.height;
      const own = inside ? alpha[y * box.width + x]! : 0;
      // Distances are taken every two pixels and interpolated.
      expect(Math.abs(own - share)).toBeLessThan(0.06);
      if (share > 0.5) painted++;
    });
    expect(painted).toBeGreaterThan(200);
  });

  test('does so for the colour samples as well, at their own places', () => {
    halfShares.forEach((share, i) => {
      const [x, y] = [halfSpots[2 * i]! - box.x / 2, halfSpots[2 * i + 1]! - box.y / 2];
      const inside = x >= 0 && y >= 0 && x < halfWidth && y < Math.ceil(box.height / 2);
      const own = inside ? halfAlpha[y * halfWidth + x]! : 0;
      expect(Math.abs(own - share)).toBeLessThan(0.06);
    });
  });

  test('ends at the edge of the generated face, and of the picture', () => {
    const narrow = { x1: 80, y1: 30, x2: 120, y2: 138 };
    const region = mouthRegion(points(), narrow, PICTURE, 1);
    expect(region.box).toMatchObject({ x: 80, width: 40 });
    const row = (100 - region.box.y) * region.box.width;
    expect(region.alpha[row]).toBeLessThan(0.02);
    expect(region.alpha[row + 20]).toBe(1);
    const small = mouthRegion(points(), FACE, { width: 120, height: 111 }, 1);
    expect(small.box.x + small.box.width).toBe(120);
    expect(small.box.y + small.box.height).toBe(111);
    expect(small.alpha).toHaveLength(small.box.width * small.box.height);
    expect(small.halfAlpha).toHaveLength(Math.ceil(small.box.width / 2) * Math.ceil(small.box.height / 2));
  });
});

describe('the published region', () => {
  test('is the whole box, its colours by the share of their pixels in it', () => {
    const { box, alpha, halfAlpha } = wholeRegion({ x1: 21, y1: 13, x2: 118, y2: 125 }, PICTURE);
    expect(box).toEqual({ x: 20, y: 12, width: 98, height: 114 });
    const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);
    expect(sum(alpha)).toBe((118 - 21) * (125 - 13));
    expect(sum(halfAlpha)).toBe(((118 - 21) * (125 - 13)) / 4);
    // Corner: one pixel of four; edges: two of four.
    expect([halfAlpha[0], halfAlpha[1], halfAlpha[49], halfAlpha[50]]).toEqual([0.25, 0.5, 0.5, 1]);
  });

  test('of a box without pixels is empty', () => {
    const { alpha } = wholeRegion({ x1: 50, y1: 50, x2: 50, y2: 50 }, PICTURE);
    expect(alpha).toHaveLength(0);
  });

  test('fades within half the width where half is asked for', () => {
    const whole = (blending: number) =>
      mouthRegion(points(), FACE, PICTURE, blending).alpha.filter((share) => share === 1).length;
    expect(whole(0.5)).toBeGreaterThan(1.1 * whole(1));
    expect(whole(1.5)).toBeLessThan(0.9 * whole(1));
  });
});
