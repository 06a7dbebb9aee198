import { it } from 'vitest';
import { expectSurvivesKills } from '../e2e/killed-browser';

it('a batch is done, and every result plays, although the browser is killed ten times', () =>
  expectSurvivesKills({
    kills: 10,
    videos: ['face.mp4', 'face-short.mp4'],
    speeches: ['voice-long.wav', 'voice.wav'],
  }));
