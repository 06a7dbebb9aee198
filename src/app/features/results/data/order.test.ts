import { expect, it } from 'vitest';
import { record } from '../../../jobs/testing';
import { NEWEST_FIRST, orderBy, sorted } from './order';

const records = [
  record('a', { createdAt: 1, name: 'Take 10.mp4', seconds: 9, bytes: 5 }),
  record('b', { createdAt: 3, name: 'take 9.mp4', seconds: 4, bytes: 5 }),
  record('c', { createdAt: 2, name: '安全培训.mp4', seconds: 60, bytes: 900 }),
  record('d', { createdAt: 4, name: '周会.mp4', seconds: 4, bytes: 1 }),
];
const ids = (by: Parameters<typeof orderBy>[1], descending: boolean, locale = 'en') =>
  sorted(records, { by, descending }, locale)
    .map(({ id }) => id)
    .join('');

it('sorts by each key, both ways', () => {
  expect(ids('date', true)).toBe('dbca');
  expect(ids('date', false)).toBe('acbd');
  expect(ids('length', true)).toBe('cadb');
  expect(ids('length', false)).toBe('dbac');
  expect(ids('size', true)).toBe('cbad');
});

it('sorts names as people do: numbers by value, letters without case, Chinese by pinyin', () => {
  expect(ids('name', false, 'zh-CN').replace(/[cd]/g, '')).toBe('ba');
  expect(ids('name', false, 'zh-CN').replace(/[ab]/g, '')).toBe('cd');
});

it('leaves the list it was given alone', () => {
  const before = [...records];
  sorted(records, NEWEST_FIRST, 'en');
  expect(records).toEqual(before);
});

it('turns round the key that is chosen again, and begins every other in its usual direction', () => {
  expect(orderBy(NEWEST_FIRST, 'date')).toEqual({ by: 'date', descending: false });
  expect(orderBy(NEWEST_FIRST, 'name')).toEqual({ by: 'name', descending: false });
  expect(orderBy({ by: 'name', descending: false }, 'size')).toEqual({ by: 'size', descending: true });
});
