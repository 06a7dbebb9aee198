import { join } from 'node:path';
import { madeClip, madeSpeech } from './looped';
import { idleBytes, launchSettled, measureDub, type Cost } from './measure-dub';
import { onePair, OUT, type BenchOptions } from './options';
import { megabytes, table } from './table';

/** Lines of the short side of the clips. */
const LINES = 1080;
/** Seconds after which a job counts as hung, for each second of video: this machine takes about one. */
const PATIENCE = 10;

/** Does memory grow with length? The first clip and the first speech, repeated to each of so many minutes. */
export async function benchLong(url: string, options: BenchOptions) {
  const [clip, speech] = onePair(options);
  const idle = await idleBytes(url);
  const rows: (Cost & { minutes: number })[] = [];
  for (const length of options.minutes) {
    const files = { video: madeClip(clip, LINES, 60 * length), speech: madeSpeech(speech, 60 * length) };
    console.error(`${length} min …`);
    const [out, timeout] = [join(OUT, `long-${length}.mp4`), 60 * length * PATIENCE];
    const cost = await measureDub(url, { ...files, out, timeout }, launchSettled);
    console.error(`${length} min: ${megabytes(cost.peakBytes)}`);
    rows.push({ minutes: length, ...cost });
  }
  console.log(
    table(
      ['minutes', 'total s', '× real time', 'peak memory', 'above an idle tab', 'over the first'],
      rows.map(({ minutes, timings, timesRealTime, peakBytes }) => [
        String(minutes),
        (timings.total ?? NaN).toFixed(0),
        timesRealTime.toFixed(2),
        megabytes(peakBytes),
        megabytes(peakBytes - idle),
        (peakBytes / (rows[0]?.peakBytes ?? NaN)).toFixed(2),
      ]),
    ),
  );
  console.log(`an idle tab: ${megabytes(idle)}`);
  return { idle, rows };
}
