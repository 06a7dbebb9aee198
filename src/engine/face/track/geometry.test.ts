import { expect, test } from 'vitest';
import { polygonDistance } from '../../picture/feather';
import { ThinPlate } from '../../math/thin-plate';
import type { FaceTrack } from './face-track';
import golden from './golden.json';
import { SHAPE_POINTS, TRACKED } from './landmarks';
import { alignSimilarity, invert, transform } from '../../math/similarity';
import { smoothFrames, stretches } from './smooth';
import { toSteps } from './steps';

test('the similarity equals the SVD solution (Umeyama)', () => {
  const { scale, rotation, shift } = alignSimilarity(golden.points, golden.turned);
  expect(scale).toBeCloseTo(golden.scale, 6);
  golden.rotation.forEach((value, i) => expect(rotation[i]).toBeCloseTo(value, 6));
  golden.shift.forEach((value, i) => expect(shift[i]).toBeCloseTo(value, 5));
});

test('the inverse undoes a similarity', () => {
  const similarity = alignSimilarity(golden.points, golden.turned);
  const there = new Float32Array(golden.points.length);
  const back = new Float32Array(golden.points.length);
  transform(similarity, golden.points, there);
  transform(invert(similarity), there, back);
  golden.points.forEach((value, i) => expect(back[i]).toBeCloseTo(value, 5));
});

const pairs = (flat: number[]) =>
  [flat.filter((_, i) => i % 2 === 0), flat.filter((_, i) => i % 2 === 1)] as const;

test('the thin-plate spline equals scipy', () => {
  const [x, y] = pairs(golden.controls);
  const [dx, dy] = pairs(golden.values);
  const spline = new ThinPlate(x.length);
  spline.fit(x, y, dx, dy, 100, 0);
  const [px, py] = pairs(golden.places);
  const out = new Float32Array(2);
  px.forEach((place, i) => {
    spline.evaluate(place, py[i] as number, out, 0);
    expect(out[0]).toBeCloseTo(golden.spline[2 * i] as number, 3);
    expect(out[1]).toBeCloseTo(golden.spline[2 * i + 1] as number, 3);
  });
});

test('the distance to a polygon equals OpenCV', () => {
  const [x, y] = pairs(golden.spots);
  x.forEach((spot, i) => {
    expect(polygonDistance(golden.polygon, spot, y[i] as number)).toBeCloseTo(
      golden.distances[i] as number,
      3,
    );
  });
});

/** A track whose every coordinate runs through `series`, plus 100 between the outer eye corners. */
function trackOf(series: number[], present: number[] = series.map(() => 1), step = 1 / 64): FaceTrack {
  const points = new Float32Array(series.length * TRACKED.length * 3);
  series.forEach((value, frame) => {
    TRACKED.forEach((landmark, i) => {
      points.fill(value, (frame * TRACKED.length + i) * 3, (frame * TRACKED.length + i + 1) * 3);
      if (landmark === 263) points[(frame * TRACKED.length + i) * 3] = value + 100;
    });
  });
  return {
    width: 500,
    height: 500,
    times: Float64Array.from(series.keys()),
    present: Uint8Array.from(present),
    covered: new Uint8Array(series.length),
    points: toSteps(points, step),
  };
}

test('lips are smoothed over 5 frames and still points over 9, as Savitzky and Golay say (scipy)', () => {
  const step = 1 / 256;
  const { read } = smoothFrames(trackOf(golden.series, undefined, step));
  const at = (frame: number, point: number) => read(frame)[3 * point];
  const off = (frame: number, point: number, value: number) => Math.abs(at(frame, point)! - value);
  golden.smooth5.forEach((value, i) => expect(off(i + 2, 0, value)).toBeLessThan(step));
  golden.smooth9.forEach((value, i) => expect(off(i + 4, SHAPE_POINTS + 1, value)).toBeLessThan(step));
});

test('a track falls apart at gaps and at cuts, and smoothing does not reach across', () => {
  const series = [0, 0, 0, 0, 0, 200, 200, 200, 200, 200];
  expect(stretches(trackOf(series))).toEqual([
    { from: 0, to: 5 },
    { from: 5, to: 10 },
  ]);
  expect(
    stretches(
      trackOf(
        series.map(() => 0),
        [1, 1, 0, 0, 1, 1, 1, 1, 1, 0],
      ),
    ),
  ).toEqual([
    { from: 0, to: 2 },
    { from: 4, to: 9 },
  ]);
  const { read } = smoothFrames(trackOf(series));
  expect(read(4)[0]).toBeCloseTo(0, 4);
  expect(read(5)[0]).toBeCloseTo(200, 4);
});
