import { expect, it } from 'vitest';
import { record } from '../testing';
import { knownHash } from './known-hash';

it('finds a file by its id in either part, in results that tell of it', () => {
  const credentials = { certificate: 'c', video: 'hash of v', speech: 'hash of s' };
  const records = [record('old'), record('new', { credentials })];
  expect(knownHash(records, 'v')).toBe('hash of v');
  expect(knownHash(records, 's')).toBe('hash of s');
  expect(knownHash(records, 'x')).toBeNull();
  expect(knownHash([record('old')], 'v')).toBeNull();
});
