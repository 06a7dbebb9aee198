import { describe, expect, test } from 'vitest';
import { openSign } from '../../../face/mouth-model';
import { measuredFrames } from '../../../face/track/face-frames';
import { LIP_POINTS, LOWER_MIDDLE, UPPER_MIDDLE, mouthShapes } from '../../../face/track/mouth/mouth-shape';
import { chooseDonors } from './choose-donors';
import { lipMetric, mouthFeatures, openingPerUnit } from './donor-features';
import { measurePerson } from '../speaker/person';
import { model, trackOf } from '../../../plan/testing';

const sign = openSign(model);
const { components } = model;

/** Donors from footage whose first component is `filmed`, for frames in which it shall be `wanted`. */
function donorsFor(filmed: readonly number[], wanted: readonly number[]): number[] {
  const mouths = mouthShapes(measuredFrames(trackOf(filmed)), model.reference);
  const person = measurePerson(model, mouths);
  const asked = new Float32Array(wanted.length * components);
  // What is not asked for is as in the footage on average.
  for (let k = 0; k < components; k++) {
    const mean =
      person.frames.reduce((sum, f) => sum + (person.coefficients[f * components + k] as number), 0) /
      person.frames.length;
    wanted.forEach((value, i) => (asked[i * components + k] = k === 0 ? value : mean));
  }
  const donors = chooseDonors({
    ...{ model, person, poses: mouths.poses, wanted: asked },
    candidates: Int32Array.from(filmed, (_, i) => i),
    base: new Int32Array(wanted.length),
    keep: new Uint8Array(wanted.length),
  });
  return [...donors];
}

const longestRun = (values: readonly number[]) => {
  let [run, longest] = [1, 1];
  for (let i = 1; i < values.length; i++) {
    run = values[i] === values[i - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
};

const wave = (count: number, period: number, height: number) =>
  Array.from({ length: count }, (_, i) => sign * height * Math.sin((2 * Math.PI * i) / period));

describe('while the mouth that is wanted moves', () => {
  test('no source frame is shown for more than three frames in a row', () => {
    // Wider than anything that was filmed: the nearest mouth is the widest one again and again.
    const wide = Array.from({ length: 100 }, (_, i) => sign * (4 - 0.3 * Math.abs((i % 20) - 10)));
    expect(longestRun(donorsFor(wave(60, 15, 1), wide))).toBeLessThanOrEqual(3);
  });

  test('a mouth that opens is borrowed from one that opens', () => {
    const filmed = wave(200, 40, 2);
    const donors = donorsFor(filmed, wave(120, 37, 1.7));
    const moved = (values: readonly number[], i: number) =>
      (values[i + 1] as number) - (values[i - 1] as number);
    const asked = wave(120, 37, 1.7);
    const alike = donors.filter((donor, i) => {
      if (i === 0 || i === asked.length - 1 || donor === 0 || donor === filmed.length - 1) return true;
      return moved(filmed, donor) * moved(asked, i) > -0.01;
    });
    expect(alike.length / donors.length).toBeGreaterThan(0.9);
  });
});

describe('lipMetric', () => {
  const rows = 2 * components;
  const values = Float32Array.from({ length: rows }, (_, i) => Math.sin(7 * i));
  const metric = lipMetric(model);

  test('gives the squared difference of two mouths, worked out point by point', () => {
    const size = model.decode.length / components;
    const shift = Array.from({ length: size }, (_, at) => {
      let sum = 0;
      for (let k = 0; k < components; k++)
        sum +=
          (model.decode[k * size + at] as number) *
          ((values[k] as number) - (values[components + k] as number));
      return sum;
    });
    let expected = 0;
    for (let p = 0; p < LIP_POINTS; p++) {
      const [x, y, z] = shift.slice(3 * p, 3 * p + 3) as [number, number, number];
      expected += x * x + y * y + 0.35 * z * z;
    }
    // Outer point k faces inner point k.
    for (let p = 0; p < 20; p++)
      expected += ((shift[3 * p + 1] as number) - (shift[3 * (p + 20) + 1] as number)) ** 2;
    expected /= LIP_POINTS * 0.016 ** 2;
    const features = mouthFeatures(values, components, metric, () => true);
    let found = 0;
    for (let k = 0; k < components; k++)
      found += ((features[k] as number) - (features[2 * components + k] as number)) ** 2;
    expect(found / expected).toBeCloseTo(1, 4);
  });

  test('movement is half of what lies between the rows before and after', () => {
    const three = Float32Array.from({ length: 3 * components }, (_, i) => Math.floor(i / components) * 2);
    const features = mouthFeatures(three, components, metric, () => true);
    const place = (row: number, k: number) => features[2 * row * components + k] as number;
    for (let k = 0; k < components; k++)
      expect(features[3 * components + k]).toBeCloseTo((place(2, k) - place(0, k)) / 2, 3);
  });
});

test('openingPerUnit tells how far the lips part', () => {
  const size = model.decode.length / components;
  const first = (point: number) => model.decode[3 * point + 1] as number;
  expect(openingPerUnit(model)[0]).toBeCloseTo(first(LOWER_MIDDLE) - first(UPPER_MIDDLE), 12);
  expect(openingPerUnit(model)).toHaveLength(model.decode.length / size);
});
