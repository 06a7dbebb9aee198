import { expect, test } from 'vitest';
import { SHAPE_POINTS } from '../face/track/landmarks';
import { keptByAll, plansOf, type DubPlan } from '../plan/dub-plan';
import type { ReusePlan } from './reuse/inputs';
import type { Wav2LipPlan } from './wav2lip/inputs';
import { slicePlan } from './slice-plan';

const COUNT = 50;
const counted = Int32Array.from({ length: COUNT }, (_, i) => i);
const timeline = {
  ...{ fps: 25, base: counted, keep: new Uint8Array(COUNT), share: Float32Array.from(counted) },
  look: { blending: 1, sharpening: null },
};
const points = { step: 1, values: new Int16Array(7) };
const reuse: DubPlan & ReusePlan = {
  ...timeline,
  painter: 'reuse',
  inputs: {
    ...{ donor: counted, donor2: counted, mix: Float32Array.from(counted), points },
    target: { step: 0.5, values: Int16Array.from({ length: COUNT * SHAPE_POINTS * 2 }, (_, i) => i) },
  },
};

test('the slice has the frames shown within the range, and all that belongs to them', () => {
  const { base, share, inputs } = slicePlan(reuse, { from: 0.4, to: 0.6 }) as typeof reuse;
  expect([...base]).toEqual([10, 11, 12, 13, 14]);
  expect([...share]).toEqual([...base]);
  for (const part of [inputs.donor, inputs.donor2, inputs.mix]) expect([...part]).toEqual([...base]);
  expect(inputs.target.step).toBe(0.5);
  expect(inputs.target.values).toHaveLength(5 * SHAPE_POINTS * 2);
  expect(inputs.target.values[0]).toBe(10 * SHAPE_POINTS * 2);
  expect(inputs.points).toBe(points);
});

test('so are the plans beside it, and a frame is kept where nobody is painted', () => {
  const keep = Uint8Array.from(counted, (i) => (i < 12 ? 1 : 0));
  const others = { ...reuse, keep: Uint8Array.from(counted, (i) => (i === 11 ? 0 : 1)) };
  const cut = slicePlan({ ...reuse, keep, beside: [others] }, { from: 0.4, to: 0.52 });
  expect(cut.beside?.map(({ base }) => [...base])).toEqual([[10, 11, 12]]);
  expect([...keptByAll(cut)]).toEqual([1, 0, 0]);
  expect(plansOf(cut).map(({ keep: own }) => [...own])).toEqual([
    [1, 1, 0],
    [1, 0, 1],
  ]);
});

test('a plan for a network is cut alike', () => {
  const wav2lip = { reference: counted, windows: counted, points } as unknown as Wav2LipPlan['inputs'];
  const plan = { ...timeline, painter: 'wav2lip', inputs: wav2lip };
  const cut = slicePlan(plan, { from: 1, to: 1.1 }) as typeof plan;
  expect([...cut.inputs.windows]).toEqual([25, 26, 27]);
  expect([...cut.inputs.reference]).toEqual([25, 26, 27]);
});

test('there is always a frame, the last one beyond the end', () => {
  expect([...slicePlan(reuse, { from: 0.1, to: 0.1 }).base]).toEqual([2]);
  expect([...slicePlan(reuse, { from: 9, to: 12 }).base]).toEqual([COUNT - 1]);
  expect(slicePlan(reuse, { from: -1, to: 99 }).base).toHaveLength(COUNT);
});
