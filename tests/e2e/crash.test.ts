import { it } from 'vitest';
import { expectSurvivesKills } from './killed-browser';
import { useOnDisk } from './on-disk';

const disk = useOnDisk();

it('a batch is done, and every result plays, although the browser is killed twice', () =>
  expectSurvivesKills(disk, {
    ...{ kills: 2, videos: ['face.mp4', 'face-short.mp4'], speeches: ['voice.wav'] },
  }));
