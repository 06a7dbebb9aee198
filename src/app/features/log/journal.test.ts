import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../storage/records/database';
import { LogStore } from '../../storage/records/log';
import { createEntry, errorDraft, type LogEntry } from './entry';
import { Journal } from './journal.svelte';

const opened: Journal[] = [];
function open(name = `log-${Math.random()}`) {
  const store = new LogStore<LogEntry>(() => openDatabase(name));
  const journal = new Journal({ store });
  opened.push(journal);
  return { name, store, journal };
}
const files = (entries: readonly LogEntry[]) => entries.map(({ file }) => file);
const entry = (file: string, at: number) => createEntry({ level: 'info', event: 'file-read', file }, at);

afterEach(() => opened.splice(0).forEach((journal) => journal.close()));

describe('Journal', () => {
  it('keeps entries in their order over a reload, those of one moment too', async () => {
    const { name, journal } = open();
    for (const file of ['a', 'b', 'c', 'd', 'e']) journal.add({ level: 'info', event: 'file-read', file });
    expect(files(journal.entries)).toEqual(['a', 'b', 'c', 'd', 'e']);
    await journal.flush();
    const later = open(name).journal;
    later.add({ level: 'warning', event: 'file-refused', file: 'f' });
    await later.read();
    expect(files(later.entries)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('shows what another tab writes, once it was read', async () => {
    const { name, journal } = open();
    const other = open(name).journal;
    await journal.read();
    other.add({ level: 'info', event: 'file-read', file: 'from the other' });
    await other.flush();
    await vi.waitFor(() => expect(files(journal.entries)).toEqual(['from the other']));
  });

  it('goes on without storage', async () => {
    const refuse = () => Promise.reject(new Error('no storage'));
    const journal = new Journal({ store: { append: refuse, list: refuse, trim: refuse, clear: refuse } });
    opened.push(journal);
    journal.add({ level: 'info', event: 'file-read', file: 'a' });
    await journal.flush();
    await journal.read();
    expect(files(journal.entries)).toEqual(['a']);
  });

  it('forgets everything but that it was told to', async () => {
    const { name, journal } = open();
    journal.add({ level: 'info', event: 'file-read', file: 'a' });
    await journal.clear();
    const { journal: later } = open(name);
    await later.read();
    expect(later.entries.map(({ event }) => event)).toEqual(['log-cleared']);
  });
});

describe('LogStore', () => {
  it.each([
    [3, 0, ['c', 'd', 'e']],
    [5, 0, ['a', 'b', 'c', 'd', 'e']],
    [5, 3, ['c', 'd', 'e']],
    [1, 3, ['e']],
    [0, 0, []],
  ])('keeps the newest %d, from %d on', async (most, since, expected) => {
    const { store } = open();
    await store.append(['e', 'a', 'd', 'b', 'c'].map((file) => entry(file, file.charCodeAt(0) - 96)));
    await store.trim(most, since);
    expect(files(await store.list())).toEqual(expected);
  });
});

describe('errorDraft', () => {
  it('holds cause, figures and stack', () => {
    const { code, text } = errorDraft({
      ...{ code: 'codec/failed', cause: 'EncodingError: x', detail: { frame: 7 }, stack: 'DubError\n  at y' },
    });
    expect(code).toBe('codec/failed');
    expect(text).toBe('EncodingError: x\n{"frame":7}\nDubError\n  at y');
    expect(errorDraft({ code: 'gpu/lost' })).toEqual({ code: 'gpu/lost' });
  });
});
