import { describe, expect, it } from 'vitest';
import { goTo, layoutOf, placeOf, totalHeight, windowOf } from './virtual-window';

const REM = 16;

describe('layoutOf', () => {
  it('gives a list one column as wide as itself', () => {
    expect(layoutOf('list', 1100, REM)).toEqual({
      ...{ columns: 1, width: 1100, height: 84 },
      ...{ rowStep: 84, columnStep: 1100 },
    });
    expect(layoutOf('list', 328, REM).height).toBeGreaterThan(84);
  });

  it('gives a grid as many columns as fit, and never less than two', () => {
    expect([300, 447, 655, 656, 1120, 3000].map((width) => layoutOf('grid', width, REM).columns)).toEqual([
      2, 2, 2, 3, 5, 13,
    ]);
  });

  it('fills the width exactly', () => {
    for (const width of [300, 700, 1184, 2500]) {
      const { columns, width: card, columnStep } = layoutOf('grid', width, REM);
      expect((columns - 1) * columnStep + card).toBeCloseTo(width, 6);
    }
  });

  it('grows with the font', () => {
    expect(layoutOf('list', 2200, 32).height).toBe(2 * layoutOf('list', 1100, REM).height);
    expect(layoutOf('grid', 1120, 32).columns).toBe(2);
  });
});

describe('windowOf', () => {
  const list = layoutOf('list', 1000, REM);
  const grid = layoutOf('grid', 1120, REM);

  it('covers the window, and two rows beyond each edge', () => {
    expect(windowOf(list, 5000, 840, 420)).toEqual({ first: 8, end: 17 });
    expect(windowOf(grid, 5000, 10 * grid.rowStep, 2 * grid.rowStep)).toEqual({ first: 40, end: 70 });
  });

  it('stays within the list', () => {
    expect(windowOf(list, 5, -300, 900)).toEqual({ first: 0, end: 5 });
    expect(windowOf(list, 5000, 5000 * 84 - 420, 420)).toEqual({ first: 4993, end: 5000 });
    expect(windowOf(grid, 7, 0, 5000)).toEqual({ first: 0, end: 7 });
    expect(windowOf(list, 0, 0, 900)).toEqual({ first: 0, end: 0 });
  });

  it('draws nothing where the list is far away', () => {
    const { first, end } = windowOf(list, 5000, -9000, 900);
    expect(end - first).toBe(0);
  });

  it.each(['list', 'grid'] as const)('covers every pixel of a %s at any scroll position', (view) => {
    const layout = layoutOf(view, 900, REM);
    const height = totalHeight(layout, 333);
    for (let top = 0; top < height - 700; top += 37) {
      const { first, end } = windowOf(layout, 333, top, 700);
      expect(placeOf(layout, first).y).toBeLessThanOrEqual(top);
      expect(end === 333 || placeOf(layout, end).y >= top + 700).toBe(true);
      expect(end - first).toBeLessThanOrEqual(60);
    }
  });
});

describe('goTo', () => {
  const grid = layoutOf('grid', 1120, REM);
  it.each([
    [7, 'ArrowLeft', 6],
    [7, 'ArrowDown', 12],
    [7, 'ArrowUp', 2],
    [2, 'ArrowUp', 2],
    [0, 'ArrowLeft', 0],
    [95, 'ArrowDown', 95],
    [99, 'ArrowRight', 99],
    [50, 'Home', 0],
    [50, 'End', 99],
    [50, 'PageDown', 60],
    [97, 'PageDown', 99],
    [3, 'PageUp', 0],
    [50, 'a', null],
  ])('from %i, %s leads to %s', (index, key, target) => {
    expect(goTo(grid, 100, index, key, 3.5 * grid.rowStep)).toBe(target);
  });
});
