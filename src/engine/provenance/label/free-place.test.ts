import { describe, expect, it } from 'vitest';
import type { FaceTrack } from '../../face/track/face-track';
import { toSteps } from '../../face/track/steps';
import { facesIn, freePlace } from './free-place';

const PICTURE = { width: 1000, height: 500 };
const SIZE = { width: 200, height: 40 };
const face = (left: number, top: number) => ({ left, top, width: 0.25, height: 0.5 });

describe('freePlace', () => {
  it.each([
    ['top-right', [], 'top-right'],
    ['top-right', [face(0.4, 0.3)], 'top-right'],
    ['top-right', [face(0.7, 0)], 'top'],
    ['top-right', [face(0.7, 0), face(0.4, 0)], 'bottom-right'],
    ['bottom-left', [face(0, 0.5)], 'bottom'],
    // A face that fills the picture leaves none free.
    ['top-left', [{ left: 0, top: 0, width: 1, height: 1 }], 'top-left'],
  ] as const)('%s among %j is %s', (wanted, faces, place) => {
    expect(freePlace(wanted, SIZE, PICTURE, faces)).toBe(place);
  });
});

describe('facesIn', () => {
  const track: FaceTrack = {
    ...{ width: 200, height: 100, times: Float64Array.of(0, 0.1, 0.2, 1, 3) },
    ...{ present: Uint8Array.of(1, 1, 1, 0, 1), covered: new Uint8Array(5) },
    // Two points a frame: a box of 20 × 40 pixels that moves to the right.
    points: toSteps(
      [0, 1, 2, 3, 4].flatMap((i) => [10 * i, 50, 0, 10 * i + 20, 90, 0]),
      1 / 16,
    ),
  };

  it('tells boxes of the stretch alone, in fractions, with the hair', () => {
    const faces = facesIn(track, { from: 0, to: 2 });
    expect(faces.map(({ left }) => left)).toEqual([0, 0.1]);
    expect(faces[0]).toEqual({ left: 0, top: 0.46, width: 0.1, height: expect.closeTo(0.44) as number });
    expect(facesIn(track, { from: 0.5, to: 2.5 })).toEqual([]);
  });
});
