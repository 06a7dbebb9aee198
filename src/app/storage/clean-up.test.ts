import { describe, expect, it } from 'vitest';
import { chooseCleanUp, DEFAULT_RULES, readRules, type CleanUpRules, type Stock } from './clean-up';

const NOW = Date.UTC(2026, 10, 21);
const daysAgo = (days: number) => NOW - days * 86_400_000;
const OFF: CleanUpRules = {
  ...{ inputDays: null, resultCount: null, resultDays: null, cacheBytes: null, lowSpaceBytes: null },
};
const stock: Stock = {
  inputs: [
    { id: 'new', bytes: 1, usedAt: daysAgo(1), needed: false },
    { id: 'old', bytes: 2, usedAt: daysAgo(40), needed: false },
    { id: 'old, waiting', bytes: 4, usedAt: daysAgo(50), needed: true },
  ],
  results: [
    { id: 'r30', bytes: 10, createdAt: daysAgo(30) },
    { id: 'r1', bytes: 20, createdAt: daysAgo(1) },
    { id: 'r7', bytes: 40, createdAt: daysAgo(7) },
  ],
  caches: [
    { id: 'c9', bytes: 100, usedAt: daysAgo(9), needed: false },
    { id: 'c2', bytes: 200, usedAt: daysAgo(2), needed: false },
    { id: 'c5', bytes: 400, usedAt: daysAgo(5), needed: true },
    { id: 'c1', bytes: 800, usedAt: daysAgo(1), needed: false },
  ],
  free: 1000,
};

describe('chooseCleanUp', () => {
  it.each<[string, Partial<CleanUpRules>, string[]]>([
    ['nothing without rules', {}, []],
    ['files not used for long, but what a job waits for stays', { inputDays: 30 }, ['old']],
    ['all files that no job waits for', { inputDays: 0 }, ['new', 'old']],
    ['results beyond the newest', { resultCount: 1 }, ['r7', 'r30']],
    ['no result where all are wanted', { resultCount: 3 }, []],
    ['old results', { resultDays: 7 }, ['r30']],
    ['results by either rule', { resultCount: 2, resultDays: 100 }, ['r30']],
    ['what was used longest ago, beyond the limit', { cacheBytes: 1000 }, ['c9']],
    ['smaller ones stay where they fit', { cacheBytes: 900 }, ['c2', 'c9']],
    ['needed ones stay although they do not fit', { cacheBytes: 0 }, ['c1', 'c2', 'c9']],
    ['all but the needed ones when the disk is nearly full', { lowSpaceBytes: 1001 }, ['c9', 'c2', 'c1']],
    ['none of them where there is room', { lowSpaceBytes: 1000 }, []],
    ['none of them where other rules make room', { lowSpaceBytes: 1010, resultDays: 7 }, ['r30']],
  ])('%s', (_, rules, expected) => {
    const gone = chooseCleanUp(stock, { ...OFF, ...rules }, NOW);
    expect([...gone.inputs, ...gone.results, ...gone.caches]).toEqual(expected);
    const bytes = [...stock.inputs, ...stock.results, ...stock.caches]
      .filter(({ id }) => expected.includes(id))
      .reduce((sum, item) => sum + item.bytes, 0);
    expect(gone.bytes).toBe(bytes);
  });

  it('does not take a browser that says nothing for a full one', () => {
    expect(chooseCleanUp({ ...stock, free: null }, { ...OFF, lowSpaceBytes: 1e12 }, NOW).caches).toEqual([]);
  });

  it('takes nothing that cannot be made anew by default', () => {
    const gone = chooseCleanUp({ ...stock, free: 0 }, DEFAULT_RULES, daysAgo(-3650));
    expect([...gone.inputs, ...gone.results]).toEqual([]);
  });
});

describe('readRules', () => {
  it.each([
    [undefined, DEFAULT_RULES],
    ['rules', DEFAULT_RULES],
    [{ inputDays: 30 }, { ...DEFAULT_RULES, inputDays: 30 }],
    [
      { cacheBytes: null, resultDays: -1, resultCount: NaN },
      { ...DEFAULT_RULES, cacheBytes: null },
    ],
    [{ inputDays: '30', other: 1 }, DEFAULT_RULES],
  ])('%j', (stored, rules) => {
    expect(readRules(stored)).toEqual(rules);
  });
});
