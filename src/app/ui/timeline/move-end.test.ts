import { expect, it } from 'vitest';
import { dragEnd, putEnd } from './move-end';

const part = { from: 2, to: 5 };

it('drags an end up to the other and no further', () => {
  expect(dragEnd(part, 'from', 3, 10)).toEqual({ from: 3, to: 5 });
  expect(dragEnd(part, 'from', 7, 10)).toEqual({ from: 4.8, to: 5 });
  expect(dragEnd(part, 'to', 1, 10)).toEqual({ from: 2, to: 2.2 });
});

it('drags no end out of the file, however short that is', () => {
  expect(dragEnd(part, 'from', -1, 10)).toEqual({ from: 0, to: 5 });
  expect(dragEnd(part, 'to', 11, 10)).toEqual({ from: 2, to: 10 });
  const word = { from: 0, to: 0.15 };
  expect(dragEnd(word, 'from', 0.1, 0.15)).toEqual(word);
  expect(dragEnd(word, 'to', 0.1, 0.15)).toEqual(word);
});

it('puts an end anywhere, and lets the other make room', () => {
  expect(putEnd(part, 'from', 3, 10)).toEqual({ from: 3, to: 5 });
  expect(putEnd(part, 'from', 7, 10)).toEqual({ from: 7, to: 10 });
  expect(putEnd(part, 'to', 1, 10)).toEqual({ from: 0, to: 1 });
  expect(putEnd(part, 'to', 8, 10)).toEqual({ from: 2, to: 8 });
});
