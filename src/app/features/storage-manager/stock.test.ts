import { describe, expect, it } from 'vitest';
import type { CacheEntry } from '../../storage/records/caches';
import type { InputRecord } from '../../storage/records/inputs';
import { advance } from '../../jobs/job';
import { job, record, source } from '../../jobs/testing';
import { allOf, groupsOf, keptAnalyses, stockOf, type Found } from './stock';

const input = (name: string, held: InputRecord['held'], bytes: number): InputRecord => {
  return { id: `#${name}`, name, bytes, type: '', held, addedAt: 1, usedAt: 2 };
};
const cache = (id: string, of: string, bytes: number): CacheEntry => {
  return { id, kind: 'track', source: source(of).id, bytes, usedAt: 3, hits: 0 };
};
const network = {
  name: 'n',
  licence: 'x',
  source: null,
  commercial: null,
  size: 96,
  half: false,
  addedAt: 1,
};
const found: Found = {
  inputs: [input('v.mp4', 'copy', 10), input('old.mp4', 'copy', 20), input('large.mp4', 'handle', 4000)],
  results: [record('r1', { bytes: 100 }), record('r2', { bytes: 200 })],
  caches: [cache('c1', 'v.mp4', 1), cache('c2', 'old.mp4', 2)],
  networks: [{ ...network, id: 'n', bytes: 50 }],
  jobs: [job()],
  folders: { results: 300, inputs: 30, cache: 3, networks: 50, work: 7 },
  space: { used: 1000, free: 5000 },
};
const idle = { ...found, jobs: [advance(job(), { type: 'cancel', when: 1 })] };

it('knows what a waiting job needs, and counts no file that lies elsewhere', () => {
  const { inputs, caches, free } = stockOf(found);
  expect(inputs.map(({ id, needed }) => [id, needed])).toEqual([
    ['#v.mp4', true],
    ['#old.mp4', false],
  ]);
  expect(caches.map(({ id, needed }) => [id, needed])).toEqual([
    ['c1', true],
    ['c2', false],
  ]);
  expect(free).toBe(5000);
  expect(stockOf(idle).inputs.some(({ needed }) => needed)).toBe(false);
});

describe('allOf', () => {
  it.each([
    ['results', ['r1', 'r2'], 300],
    ['inputs', ['#old.mp4'], 20],
    ['caches', ['c2'], 2],
    ['networks', ['n'], 50],
  ] as const)('%s', (group, ids, bytes) => {
    const removal = allOf(found, group);
    expect(removal[group]).toEqual(ids);
    expect(removal.bytes).toBe(bytes);
    const others = (['results', 'inputs', 'caches', 'networks'] as const).filter((each) => each !== group);
    for (const other of others) expect(removal[other]).toEqual([]);
  });

  it('takes nothing of what belongs to the app', () => {
    for (const group of ['work', 'app'] as const) expect(allOf(found, group).bytes).toBe(0);
  });
});

describe('groupsOf', () => {
  it('shares out all that is used', () => {
    const groups = groupsOf(found);
    expect(groups.map(({ group, bytes }) => [group, bytes])).toEqual([
      ['results', 300],
      ['inputs', 30],
      ['caches', 3],
      ['networks', 50],
      ['work', 7],
      ['app', 610],
    ]);
    expect(groups.find(({ group }) => group === 'inputs')).toMatchObject({
      count: 2,
      free: 1,
      freeBytes: 20,
    });
  });

  it('tells archives that wait for their download from the work of jobs', () => {
    const folders = { ...found.folders, archives: 40 };
    const sizes = groupsOf({ ...found, folders });
    expect(sizes.find(({ group }) => group === 'work')?.bytes).toBe(7);
    expect(sizes.find(({ group }) => group === 'archives')).toMatchObject({ bytes: 40, free: 0 });
    expect(sizes.at(-1)?.bytes).toBe(1000 - 390 - 40);
    expect(groupsOf(found).some(({ group }) => group === 'archives')).toBe(false);
  });

  it('says nothing negative where the browser counts late', () => {
    expect(groupsOf({ ...found, space: { used: 100, free: 1 } }).at(-1)?.bytes).toBe(0);
    expect(groupsOf({ ...found, space: null, folders: {} }).every(({ bytes }) => bytes === 0)).toBe(true);
  });
});

it('tells of which file each analysis is, the last used first', () => {
  const caches = [
    cache('c1', 'old.mp4', 1),
    { ...cache('c2', 'v.mp4', 2), usedAt: 9, hits: 3 },
    cache('c3', 'gone.mp4', 4),
  ];
  expect(keptAnalyses({ ...found, caches }).map(({ id, name, hits }) => [id, name, hits])).toEqual([
    ['c2', 'v.mp4', 3],
    ['c1', 'old.mp4', 0],
    ['c3', null, 0],
  ]);
});
