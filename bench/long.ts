import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpeg } from '../scripts/ffmpeg';
import { measureDub } from './measure-dub';
import { nameOf, OUT, type BenchOptions } from './options';
import { megabytes, table } from './table';

const MINUTES = [1, 10] as const;

/** A clip or speech repeated until it lasts `seconds`. */
function looped(file: string, seconds: number, ending: string, how: string[]): string {
  const path = join(OUT, `${nameOf(file)}-${seconds}s${ending}`);
  if (!existsSync(path)) ffmpeg(['-stream_loop', '-1', '-i', file, '-t', String(seconds), ...how, path]);
  return path;
}

/** Does memory grow with length? The first clip and the first speech, repeated to one and to ten minutes. */
export async function benchLong(url: string, { clips, speeches }: BenchOptions) {
  const [clip, speech] = [clips[0], speeches[0]];
  if (clip === undefined || speech === undefined) throw new RangeError('a clip and a speech are needed');
  const rows = [];
  for (const minutes of MINUTES) {
    const video = looped(clip, 60 * minutes, '.mp4', ['-c', 'copy']);
    const sound = looped(speech, 60 * minutes, '.wav', ['-c:a', 'pcm_s16le']);
    console.error(`${minutes} min of ${nameOf(clip)} …`);
    const cost = await measureDub(url, video, sound, join(OUT, `long-${minutes}.mp4`));
    rows.push({ minutes, ...cost });
  }
  const ratio = (rows[1]?.peakBytes ?? NaN) / (rows[0]?.peakBytes ?? NaN);
  console.log(
    table(
      ['minutes', 'total s', '× real time', 'peak memory'],
      rows.map(({ minutes, timings, timesRealTime, peakBytes }) => [
        String(minutes),
        (timings.total ?? NaN).toFixed(0),
        timesRealTime.toFixed(2),
        megabytes(peakBytes),
      ]),
    ),
  );
  console.log(`peak memory of ${MINUTES[1]} min over ${MINUTES[0]} min: ${ratio.toFixed(2)}`);
  return { rows, ratio };
}
