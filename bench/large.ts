import { join } from 'node:path';
import type { DubJob } from '../scripts/studio-page';
import { heavyClip, madeClip, madeSpeech } from './looped';
import { idleBytes, launchSettled, measureDub, type Cost } from './measure-dub';
import { onePair, OUT, type BenchOptions, type LargeCase } from './options';
import { megabytes, table } from './table';

const HOUR = 3600;
/** Seconds after which a job counts as hung. */
const PATIENCE = 2 * HOUR;

type Made = Pick<DubJob, 'video' | 'speech' | 'trim'>;

const CASES: { readonly [Case in LargeCase]: (clip: string, speech: string) => Made } = {
  '4gib': (clip, speech) => ({
    video: heavyClip(clip, 1080, 2 ** 32 + 1e8),
    speech: madeSpeech(speech, 20),
    trim: { video: { from: 300, to: 320 } },
  }),
  '4k': (clip, speech) => ({ video: madeClip(clip, 2160, 4), speech: madeSpeech(speech, 4) }),
  // Few and small pictures: it is the speech that is to be long.
  speech: (clip, speech) => ({ video: madeClip(clip, 160, 20, 5), speech: madeSpeech(speech, 2 * HOUR) }),
};

/** Peak memory of jobs with a very large file, with very large pictures, with a very long speech. */
export async function benchLarge(url: string, options: BenchOptions) {
  const [clip, speech] = onePair(options);
  const idle = await idleBytes(url);
  const rows: (Cost & { name: LargeCase })[] = [];
  for (const name of options.large) {
    console.error(`${name} …`);
    const job = { ...CASES[name](clip, speech), out: join(OUT, `large-${name}.mp4`), timeout: PATIENCE };
    rows.push({ name, ...(await measureDub(url, job, launchSettled)) });
  }
  console.log(
    table(
      ['', 'result s', 'total s', 'peak memory', 'above an idle tab'],
      rows.map(({ name, seconds, timings, peakBytes }) => [
        name,
        seconds.toFixed(0),
        (timings.total ?? NaN).toFixed(0),
        megabytes(peakBytes),
        megabytes(peakBytes - idle),
      ]),
    ),
  );
  console.log(`an idle tab: ${megabytes(idle)}`);
  return { idle, rows };
}
