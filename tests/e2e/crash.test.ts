import { it } from 'vitest';
import { expectSurvivesKills } from './killed-browser';

it('a batch is done, and every result plays, although the browser is killed twice', () =>
  expectSurvivesKills({ kills: 2, videos: ['face.mp4', 'face-short.mp4'], speeches: ['voice.wav'] }));
