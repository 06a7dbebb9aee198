import { describe, expect, it } from 'vitest';
import { EYE_CORNERS, TRACKED, trackedIndex } from '../../src/engine/face/track/landmarks';
import { DetailByShape } from './detail-by-shape';

/** A face with eye corners `scale` apart, lips parted by `gap` and a mouth `width` wide, in eye distances. */
function face(gap: number, width: number, scale = 50): Float32Array {
  const points = new Float32Array(TRACKED.length * 2);
  const put = (landmark: number, x: number, y: number) =>
    points.set([scale * x, scale * y], 2 * trackedIndex(landmark));
  put(EYE_CORNERS[0], 0, 0);
  put(EYE_CORNERS[1], 1, 0);
  put(13, 0.5, 1);
  put(14, 0.5, 1 + gap);
  put(61, 0.5 - width / 2, 1);
  put(291, 0.5 + width / 2, 1);
  return points;
}

describe('DetailByShape', () => {
  it('expects of a mouth what mouths of its shape have, whatever the size of the face', () => {
    const detail = new DetailByShape();
    for (let i = 0; i < 5; i++) detail.add(face(0, 0.5), 10 + i);
    for (let i = 0; i < 5; i++) detail.add(face(0.2, 0.5), 100 + i);
    for (let i = 0; i < 5; i++) detail.add(face(0.2, 0.8), 1000);
    expect(detail.expect(face(0.01, 0.5, 90))).toBeCloseTo(12, 9);
    expect(detail.expect(face(0.19, 0.52))).toBeCloseTo(102, 9);
    expect(detail.expect(face(0.3, 0.9, 20))).toBeCloseTo(1000, 9);
  });

  it('expects nothing where it has seen nothing', () => {
    expect(new DetailByShape().expect(face(0, 0.5))).toBeNaN();
  });
});
