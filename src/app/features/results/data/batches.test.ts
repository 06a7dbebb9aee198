import { expect, it } from 'vitest';
import type { ResultRecord } from '../../../storage/records/result-record';
import { batchesOf } from './batches';
import { search } from './search';

const record = (id: string, batch?: string) =>
  ({
    id,
    name: `${id}.mp4`,
    video: { id: 'v', name: 'v.mp4' },
    speech: { id: 's', name: 's.mp3' },
    painter: { id: 'reuse', settings: {} },
    ...(batch !== undefined && { batch }),
  }) as ResultRecord;
const all = [record('a', '期末'), record('b'), record('c', 'spring'), record('d', '期末')];

it('packs each batch whole, whichever of its results were found', () => {
  const ids = batchesOf(all.slice(2), all).map(({ name, members }) => [name, members.map(({ id }) => id)]);
  expect(ids).toEqual([
    ['spring', ['c']],
    ['期末', ['a', 'd']],
  ]);
  expect(batchesOf([all[1]!], all)).toEqual([]);
});

it('is what a result can be found by', () => {
  expect(search(all, '期末').map(({ id }) => id)).toEqual(['a', 'd']);
  expect(search(all, 'Spring').map(({ id }) => id)).toEqual(['c']);
});
