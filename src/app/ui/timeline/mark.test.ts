import { expect, it } from 'vitest';
import { marksWithin } from './mark';

it('leaves out what lies outside of a view, and counts from where that begins', () => {
  const marks = [
    { kind: 'side', from: 0, to: 9 },
    { kind: 'kept', from: 8, to: 12 },
    { kind: 'cut', from: 15, to: 15 },
    { kind: 'covered', from: 31, to: 40 },
  ] as const;
  expect(marksWithin(marks, { from: 10, to: 30 })).toEqual([
    { kind: 'kept', from: -2, to: 2 },
    { kind: 'cut', from: 5, to: 5 },
  ]);
});
