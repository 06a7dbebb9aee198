import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../../storage/records/database';
import { resultPath } from '../../../storage/paths';
import { ResultStore } from '../../../storage/records/results';
import { record } from '../../../jobs/testing';
import { Results } from './results.svelte';

describe('Results', () => {
  let store: ResultStore;
  let removed: string[];
  let now = 0;
  let tabs: Results[];
  const tab = () => {
    const files = { open: vi.fn(), remove: async (path: string) => void removed.push(path) };
    const results = new Results(store, { files, now: () => now });
    tabs.push(results);
    return results;
  };
  const ids = (results: Results) => results.list.map(({ id }) => id).join('');

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const name = `test-${Math.random()}`;
    store = new ResultStore(() => openDatabase(name));
    [removed, tabs, now] = [[], [], 1e6];
    for (const [i, id] of ['a', 'b', 'c', 'd'].entries()) await store.put(record(id, { createdAt: i }));
  });
  afterEach(() => {
    for (const each of tabs) each.close();
    vi.useRealTimers();
  });

  it('deletes many and brings them back, bytes and all', async () => {
    const results = tab();
    await results.open();
    await results.delete(['a', 'c']);
    expect([ids(results), results.deleted]).toEqual(['db', ['a', 'c']]);
    await results.undo();
    expect([ids(results), results.deleted]).toEqual(['dcba', []]);
    await results.settle();
    expect(removed).toEqual([]);
  });

  it('removes for good at once, and leaves what can still be brought back', async () => {
    const results = tab();
    await results.open();
    await results.delete(['a']);
    await results.remove(['b', 'd']);
    expect(removed.sort()).toEqual([resultPath('b'), resultPath('d')]);
    await results.undo();
    expect(ids(results)).toBe('ca');
  });

  it('brings back several deletions in one go', async () => {
    const results = tab();
    await results.open();
    await results.delete(['a']);
    await results.delete(['d']);
    await results.undo();
    expect(ids(results)).toBe('dcba');
  });

  it('lets the bytes go once a deletion is final, and not before', async () => {
    const results = tab();
    await results.open();
    await results.delete(['a', 'c']);
    expect(removed).toEqual([]);
    await results.settle();
    expect(removed.sort()).toEqual([resultPath('a'), resultPath('c')]);
    await results.undo();
    expect(ids(results)).toBe('db');
  });

  it('does not touch at settling what another tab can still bring back', async () => {
    const [one, other] = [tab(), tab()];
    await one.open();
    await other.open();
    await one.delete(['a']);
    await other.delete(['b']);
    await one.settle();
    await other.undo();
    expect(removed).toEqual([resultPath('a')]);
    expect(ids(other)).toBe('dcb');
  });

  it('keeps a deletion over a reload, and makes it final when it is old', async () => {
    const before = tab();
    await before.open();
    await before.delete(['b']);
    now += 1_000;
    const soon = tab();
    await soon.open();
    expect([ids(soon), removed]).toEqual(['dca', []]);
    now += 60_000;
    const later = tab();
    await later.open();
    expect([ids(later), removed]).toEqual(['dca', [resultPath('b')]]);
  });

  it('tells the other tabs', async () => {
    const [one, other] = [tab(), tab()];
    await one.open();
    await other.open();
    await one.delete(['a']);
    await vi.waitFor(() => expect(ids(other)).toBe('dcb'), { interval: 5 });
    await one.put(record('e', { createdAt: 9 }));
    await vi.waitFor(() => expect(ids(other)).toBe('edcb'), { interval: 5 });
    await one.undo();
    await vi.waitFor(() => expect(ids(other)).toBe('edcba'), { interval: 5 });
  });
});
