import { describe, expect, test } from 'vitest';
import { uprightToCoded } from '../../../face/track/face-window';
import { TRACKED, trackedIndex } from '../../../face/track/landmarks';
import { codedBox, faceBox, smoothBoxes } from './face-box';
import golden from '../network/golden.json';

/** Landmarks that all lie at (100, 120), but for those given. */
function pointsWith(places: Record<number, readonly [number, number]>): Float32Array {
  const points = Float32Array.from({ length: TRACKED.length * 2 }, (_, i) => (i % 2 === 0 ? 100 : 120));
  for (const [landmark, place] of Object.entries(places))
    points.set(place, 2 * trackedIndex(Number(landmark)));
  return points;
}

/** Ears at 40 and 170, forehead's middle at 60, its top at 20, chin at 160. */
const FACE = pointsWith({
  234: [40, 110],
  454: [170, 112],
  151: [104, 60],
  10: [104, 20],
  54: [30, 40],
  152: [102, 160],
});

describe('the face box', () => {
  const picture = { width: 300, height: 300 };

  test('reaches from ear to ear and from the middle of the forehead to below the chin', () => {
    expect(faceBox(FACE, picture, 10)).toEqual({ x1: 40, y1: 60, x2: 170, y2: 170 });
    expect(faceBox(FACE, picture)).toEqual({ x1: 40, y1: 60, x2: 170, y2: 165 });
  });

  test('stays in the picture', () => {
    expect(faceBox(FACE, { width: 150, height: 163 }, 10)).toEqual({ x1: 40, y1: 60, x2: 150, y2: 163 });
    const outside = FACE.map((value) => value - 70);
    expect(faceBox(outside, picture, 10)).toEqual({ x1: 0, y1: 0, x2: 100, y2: 100 });
  });

  test('of a face that stands on its head is empty, not negative', () => {
    const { y1, y2 } = faceBox(pointsWith({ 151: [100, 200], 152: [100, 90] }), picture);
    expect(y2).toBeGreaterThanOrEqual(y1);
  });
});

test.each(golden.boxes.map(({ raw, smoothed }) => [raw.length / 4, raw, smoothed] as const))(
  '%i boxes are smoothed as numpy smooths an array of whole numbers in place',
  (_, raw, smoothed) => {
    const boxes = Int32Array.from(raw);
    smoothBoxes(boxes);
    expect([...boxes]).toEqual(smoothed);
  },
);

test.each([0, 90, 180, 270] as const)(
  'a box of a picture turned by %i degrees holds the same pixels',
  (turn) => {
    const [codedWidth, codedHeight] = turn === 90 || turn === 270 ? [200, 300] : [300, 200];
    const upright = { x1: 31, y1: 42, x2: 77, y2: 95 };
    const coded = codedBox(upright, turn, codedWidth, codedHeight);
    // The pixels in its corners, which lie half a pixel inside of a box.
    const corners = [
      [upright.x1, upright.y1],
      [upright.x2 - 1, upright.y2 - 1],
    ].map(([x, y]) => uprightToCoded(x!, y!, turn, codedWidth, codedHeight));
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    expect(coded).toEqual({
      x1: Math.min(...xs),
      y1: Math.min(...ys),
      x2: Math.max(...xs) + 1,
      y2: Math.max(...ys) + 1,
    });
  },
);
