import { describe, expect, it } from 'vitest';
import type { Step } from '../../core/progress';
import { calmReports } from './calm-reports';
import type { StepEvent } from './progress';

const report = (step: Step, done: number, at: number): StepEvent => ({
  type: 'report',
  progress: { step, done, total: 10 },
  at,
});

describe('calmReports', () => {
  it('tells the newest of each step together, once a second', () => {
    const told: StepEvent[] = [];
    const emit = calmReports((event) => told.push(event));
    const events = [
      report('track', 1, 0),
      report('track', 2, 0.1),
      report('listen', 1, 0.2),
      report('track', 3, 0.3),
      report('track', 4, 1.1),
      report('listen', 2, 1.2),
    ];
    events.forEach(emit);
    expect(told).toEqual([report('track', 1, 0), report('track', 4, 1.1), report('listen', 1, 0.2)]);
  });

  it('passes on at once what begins or ends a step, and nothing of a step that is over', () => {
    const told: StepEvent[] = [];
    const emit = calmReports((event) => told.push(event));
    const begun: StepEvent = {
      type: 'report',
      progress: { step: 'render', done: 0, total: 0 },
      at: 0.1,
    };
    const done: StepEvent = { type: 'step-done', step: 'track', at: 0.2 };
    [report('track', 1, 0), report('track', 9, 0.05), begun, done, report('render', 1, 1.4)].forEach(emit);
    expect(told).toEqual([report('track', 1, 0), begun, done, report('render', 1, 1.4)]);
  });
});
