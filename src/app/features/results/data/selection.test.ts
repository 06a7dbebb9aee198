import { describe, expect, it } from 'vitest';
import { oneOf } from './one-of';
import { extend, NOTHING, prune, selectAll, toggle, type Selection } from './selection';

const shown = ['a', 'b', 'c', 'd', 'e'];
const picked = ({ ids }: Selection) => [...ids].sort().join('');

describe('selection', () => {
  it('picks and puts back', () => {
    const one = toggle(NOTHING, 'b');
    expect(picked(one)).toBe('b');
    expect(picked(toggle(one, 'b'))).toBe('');
    expect(picked(NOTHING)).toBe('');
  });

  it('extends from the last press, downwards and upwards', () => {
    expect(picked(extend(toggle(NOTHING, 'b'), 'd', shown))).toBe('bcd');
    expect(picked(extend(toggle(NOTHING, 'd'), 'b', shown))).toBe('bcd');
  });

  it('goes on from where it was extended to', () => {
    const first = extend(toggle(NOTHING, 'a'), 'b', shown);
    expect(picked(extend(first, 'd', shown))).toBe('abcd');
  });

  it('puts a range back where its end was picked', () => {
    const all = { ...selectAll(NOTHING, shown), anchor: 'b' };
    expect(picked(extend(all, 'd', shown))).toBe('ae');
  });

  it('keeps what is picked outside the range', () => {
    expect(picked(extend(toggle(toggle(NOTHING, 'a'), 'c'), 'd', shown))).toBe('acd');
  });

  it('is a plain press where the anchor is not shown', () => {
    expect(picked(extend(toggle(NOTHING, 'a'), 'd', ['c', 'd']))).toBe('ad');
    expect(picked(extend(NOTHING, 'd', shown))).toBe('d');
  });

  it('selects all that are shown beside what is picked elsewhere', () => {
    expect(picked(selectAll(toggle(NOTHING, 'a'), ['d', 'e']))).toBe('ade');
  });

  it('forgets what is no more', () => {
    const two = toggle(toggle(NOTHING, 'a'), 'b');
    const left = prune(two, oneOf(['a', 'c']));
    expect(picked(left)).toBe('a');
    expect(left.anchor).toBeNull();
    expect(prune(two, oneOf(shown))).toBe(two);
  });
});
