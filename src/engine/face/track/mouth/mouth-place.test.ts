import { expect, it } from 'vitest';
import type { FaceTrack } from '../face-track';
import { OUTER_LIP, TRACKED, trackedIndex } from '../landmarks';
import { mouthPlace } from './mouth-place';
import { toSteps } from '../steps';

/** Lips in a box around (x, y), 40 × 20 pixels, in a picture of 400 × 200; null for no face. */
function track(middles: readonly (readonly [number, number] | null)[]): FaceTrack {
  const numbers = new Float32Array(middles.length * TRACKED.length * 3);
  middles.forEach((middle, frame) => {
    if (!middle) return;
    OUTER_LIP.forEach((landmark, i) => {
      const at = 3 * (frame * TRACKED.length + trackedIndex(landmark));
      const turn = (2 * Math.PI * i) / OUTER_LIP.length;
      numbers[at] = middle[0] + 20 * Math.cos(turn);
      numbers[at + 1] = middle[1] + 10 * Math.sin(turn);
    });
  });
  return {
    ...{ width: 400, height: 200, times: Float64Array.from(middles, (_, i) => i / 25) },
    present: Uint8Array.from(middles, (middle) => (middle ? 1 : 0)),
    covered: new Uint8Array(middles.length),
    points: toSteps(numbers, 1 / 16),
  };
}

it('is where the lips are, in shares of the picture', () => {
  const place = mouthPlace(track(Array.from({ length: 50 }, () => [200, 150] as const)));
  expect(place?.x).toBeCloseTo(0.5, 2);
  expect(place?.y).toBeCloseTo(0.75, 2);
  expect(place?.width).toBeCloseTo(0.1, 2);
  expect(place?.height).toBeCloseTo(0.1, 2);
});

it('grows with the way of the head, and not by one mistaken frame', () => {
  const middles = Array.from({ length: 100 }, (_, i) => [150 + i, 100] as const);
  const moving = mouthPlace(track(middles));
  expect(moving?.width).toBeGreaterThan(0.3);
  const still = Array.from({ length: 100 }, (_, i) =>
    i === 50 ? ([20, 20] as const) : ([200, 100] as const),
  );
  expect(mouthPlace(track(still))?.width).toBeCloseTo(0.1, 2);
});

it('is nowhere without a face', () => {
  expect(mouthPlace(track([null, null]))).toBeNull();
  expect(mouthPlace(track([null, [100, 100]]))?.x).toBeCloseTo(0.25, 2);
});
