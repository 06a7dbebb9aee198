import { expect, it } from 'vitest';
import { speechInfo, videoInfo } from '../../jobs/testing';
import { longerOf } from './lengths';

const longer = (video: number, speech: number, trim = {}) =>
  longerOf({ ...videoInfo, duration: video }, { ...speechInfo, duration: speech }, trim);

it('tells which of two files is longer, as they are used', () => {
  expect(longer(4, 6)).toBe('speech');
  expect(longer(6, 4)).toBe('video');
  expect(longer(6, 6.05)).toBeNull();
  expect(longer(10, 6, { video: { from: 1, to: 3 } })).toBe('speech');
  expect(longer(10, 20, { speech: { from: 1, to: 11 } })).toBeNull();
  expect(longerOf({ ...videoInfo, reader: 'picture', duration: 1 }, speechInfo, {})).toBeNull();
});
