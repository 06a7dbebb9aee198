import { it } from 'vitest';
import { useOnDisk } from '../e2e/on-disk';
import { expectSurvivesPowerCuts } from '../e2e/power-cuts';

/** `npm run soak -- --power-cuts N` asks for more. */
const CUTS = Number(process.env.SOAK_POWER_CUTS ?? 5);

const disk = useOnDisk();

it.runIf(CUTS > 0)(
  `nothing that is damaged is handed out as done after ${CUTS} power cuts that take the ends of files`,
  async () => {
    const { made, refused, failed } = await expectSurvivesPowerCuts(disk, {
      cuts: CUTS,
      videos: ['face-short.mp4'],
      speeches: ['voice-own.wav', 'voice.wav'],
    });
    console.log(
      `${CUTS} power cuts: ${made} results right to the end, ${refused} damaged ones refused, ` +
        `${failed} jobs failed for lost files`,
    );
  },
  600_000 + CUTS * 120_000,
);
