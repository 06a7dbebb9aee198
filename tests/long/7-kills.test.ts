import { it } from 'vitest';
import { expectSurvivesKills } from '../e2e/killed-browser';
import { useOnDisk } from '../e2e/on-disk';

/** `npm run soak -- --kills N` asks for more. */
const KILLS = Number(process.env.SOAK_KILLS ?? 20);

const disk = useOnDisk();

it.runIf(KILLS > 0)(
  `a batch is done, and every result plays, although the browser is killed ${KILLS} times`,
  () =>
    expectSurvivesKills(disk, {
      kills: KILLS,
      videos: ['face.mp4', 'face-short.mp4'],
      speeches: ['voice-long.wav', 'voice.wav'],
    }),
  600_000 + KILLS * 60_000,
);
