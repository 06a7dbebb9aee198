import { expect, it } from 'vitest';
import { dragEnd, putEnd } from './move-end';

const part = { from: 2, to: 5 };

it('drags an end up to the other and no further', () => {
  expect(dragEnd(part, 'from', 3)).toEqual({ from: 3, to: 5 });
  expect(dragEnd(part, 'from', 7)).toEqual({ from: 4.8, to: 5 });
  expect(dragEnd(part, 'to', 1)).toEqual({ from: 2, to: 2.2 });
});

it('puts an end anywhere, and lets the other make room', () => {
  expect(putEnd(part, 'from', 3, 10)).toEqual({ from: 3, to: 5 });
  expect(putEnd(part, 'from', 7, 10)).toEqual({ from: 7, to: 10 });
  expect(putEnd(part, 'to', 1, 10)).toEqual({ from: 0, to: 1 });
  expect(putEnd(part, 'to', 8, 10)).toEqual({ from: 2, to: 8 });
});
