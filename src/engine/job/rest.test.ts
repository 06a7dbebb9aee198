import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../plan/dub-plan';
import { input, source } from '../../app/jobs/testing';
import { restOf, resultSeconds } from './rest';

const jobOf = (video: number, speech: number, more = {}) => ({
  ...input,
  video: source('v.mp4', { duration: video }),
  speech: source('s.wav', { duration: speech }),
  settings: { ...DEFAULT_SETTINGS, longVideo: 'rest' as const },
  ...more,
});

it('is what a video has beyond a shorter speech, where it is wanted', () => {
  expect(restOf(jobOf(10, 4))).toEqual({
    shown: { from: 0, to: 10 },
    planned: { from: 0, to: 4.4 },
    made: [{ from: 0, to: 4.08 }],
    said: 4,
  });
  expect(resultSeconds(jobOf(10, 4))).toBe(10);
  expect(restOf(jobOf(10, 4, { settings: DEFAULT_SETTINGS }))).toBeNull();
  expect(resultSeconds(jobOf(10, 4, { settings: DEFAULT_SETTINGS }))).toBe(4);
});

it('is what is used of both, and nothing where the speech is as long', () => {
  const trim = { video: { from: 2, to: 6 }, speech: { from: 1, to: 2.5 } };
  expect(restOf(jobOf(10, 4, { trim }))).toMatchObject({ shown: { from: 2, to: 6 }, said: 1.5 });
  expect(resultSeconds(jobOf(10, 4, { trim }))).toBe(4);
  expect(restOf(jobOf(4, 4))).toBeNull();
  expect(restOf(jobOf(3, 4))).toBeNull();
  // A picture has no rest.
  const still = { ...source('p.png', { duration: 10 }) };
  expect(
    restOf(jobOf(10, 4, { video: { ...still, info: { ...still.info, reader: 'picture' } } })),
  ).toBeNull();
});
