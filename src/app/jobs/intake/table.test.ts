import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../engine/plan/dub-plan';
import { readPainting } from '../../../engine/painters/painting';
import { readTable, Tables, type TableRecord } from './table';
import { source } from '../testing';

function setUp() {
  const stored = new Map<string, unknown>();
  const values = {
    get: async (name: string) => stored.get(name),
    set: async (name: string, value: unknown) => void stored.set(name, structuredClone(value)),
    delete: async (name: string) => void stored.delete(name),
    names: async (prefix: string) => [...stored.keys()].filter((name) => name.startsWith(prefix)),
  };
  /** A tab; two of one `session` are the same one before and after a reload. */
  const tab = (session: Map<string, string>) =>
    new Tables(values, () => ({
      getItem: (name) => session.get(name) ?? null,
      setItem: (name, value) => void session.set(name, value),
    }));
  return { stored, tab };
}

const table = (change: Partial<TableRecord> = {}): TableRecord => ({
  at: 1000,
  files: { video: source('v.mp4') },
  trim: { video: { from: 1, to: 2 } },
  face: { keepOriginal: [{ from: 0, to: 1 }] },
  use: { settings: DEFAULT_SETTINGS, painter: readPainting({}), network: null },
  ...change,
});

it('a table is there again after a reload, and in no other tab', async () => {
  const { tab } = setUp();
  const session = new Map<string, string>();
  await tab(session).keep(table());
  expect(await tab(session).mine()).toEqual(table());
  expect(await tab(new Map()).mine()).toBeNull();
});

it('an emptied table is forgotten', async () => {
  const { tab, stored } = setUp();
  const session = new Map<string, string>();
  await tab(session).keep(table());
  await tab(session).keep(table({ files: {} }));
  expect(stored.size).toBe(0);
});

it('the files of all tabs are spared, until a tab is long gone', async () => {
  const { tab, stored } = setUp();
  await tab(new Map()).keep(table());
  await tab(new Map()).keep(table({ files: { speech: source('s.wav') } }));
  expect(await tab(new Map()).files(2000)).toEqual(new Set(['#v.mp4', '#s.wav']));
  expect(await tab(new Map()).files(2000 + 8 * 24 * 3_600_000)).toEqual(new Set());
  expect(stored.size).toBe(0);
});

it('what another version stored is made whole, and what is no table is none', () => {
  expect(readTable(undefined)).toBeNull();
  expect(readTable({ files: 3 })).toBeNull();
  const old = readTable({
    files: { video: source('v.mp4'), speech: { id: 3 } },
    use: { painter: { id: 'other' } },
  });
  expect(old?.files).toEqual({ video: source('v.mp4') });
  expect(old?.use.settings).toEqual(DEFAULT_SETTINGS);
  expect(old?.use.painter).toEqual(readPainting({}));
});
