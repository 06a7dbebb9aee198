import { expect, it } from 'vitest';
import { learnPace, readPace } from './pace';
import { report, startProgress } from '../../../engine/job/progress/progress';
import { input } from '../testing';

const progress = startProgress({ probe: 1, track: 6, listen: 2, plan: 1, render: 2 });
const render = (fraction: number) => report(progress, { step: 'render', done: fraction, total: 1 }, 5);

it('takes the first job as it is, and later ones in part', () => {
  const first = learnPace({}, input, render(0.01), 20);
  expect(first.reuse).toBeCloseTo(2);
  const second = learnPace(first, input, render(0.01), 10).reuse ?? 0;
  expect(second).toBeGreaterThan(1);
  expect(second).toBeLessThan(2);
  let pace = first;
  for (let i = 0; i < 30; i++) pace = learnPace(pace, input, render(0.01), 10);
  expect(pace.reuse).toBeCloseTo(1);
});

it('keeps what a network takes apart', () => {
  const network = { id: 'n', name: 'n', licence: 'l', size: 96 };
  const pace = learnPace(
    { reuse: 3 },
    { ...input, painter: { id: 'wav2lip', settings: {}, network } },
    render(0.01),
    5,
  );
  expect(pace.reuse).toBe(3);
  expect(pace.wav2lip).toBeCloseTo(0.5);
});

it('learns nothing from a job that went on where another run had stopped, nor from nonsense', () => {
  expect(learnPace({ reuse: 3 }, input, render(0.4), 5)).toEqual({ reuse: 3 });
  for (const seconds of [0, 1e9, NaN])
    expect(learnPace({ reuse: 3 }, input, render(0.01), seconds)).toEqual({ reuse: 3 });
});

it.each([
  [undefined, {}],
  [null, {}],
  ['fast', {}],
  [{ reuse: 'fast', wav2lip: -1 }, {}],
  [{ reuse: 2, wav2lip: Infinity, other: 3 }, { reuse: 2 }],
])('reads %j as %j', (stored, pace) => {
  expect(readPace(stored)).toEqual(pace);
});
