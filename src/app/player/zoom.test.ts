import { expect, it } from 'vitest';
import { zoomOn, zoomStyle } from './zoom';

it('brings a small mouth to the middle', () => {
  const { x, y, scale } = zoomOn({ x: 0.4, y: 0.6, width: 0.1, height: 0.05 });
  expect(scale).toBeCloseTo(4);
  expect(x + scale * 0.4).toBeCloseTo(0.5);
  expect(y + scale * 0.6).toBeCloseTo(0.5);
});

it('stays within the picture at its edges', () => {
  const corner = zoomOn({ x: 0.02, y: 0.99, width: 0.1, height: 0.1 });
  expect(corner.x).toBe(0);
  expect(corner.y).toBeCloseTo(1 - corner.scale);
});

it('neither makes pixels large as fists nor leaves all as it was', () => {
  expect(zoomOn({ x: 0.5, y: 0.5, width: 0.001, height: 0.001 }).scale).toBe(6);
  expect(zoomOn({ x: 0.5, y: 0.5, width: 0.9, height: 0.9 }).scale).toBe(1.5);
});

it('is written as CSS', () => {
  expect(zoomStyle({ x: -0.5, y: 0, scale: 2 })).toBe('translate(-50.00%, 0.00%) scale(2.000)');
});
