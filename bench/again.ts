import { join } from 'node:path';
import { launchProfile } from '../scripts/chromium';
import { dub } from '../scripts/dub';
import { videoOf } from '../scripts/ffmpeg';
import { startBenchPage } from './bench-page';
import { madeClip, madeSpeech } from './looped';
import { nameOf, OUT, type BenchOptions } from './options';
import { table } from './table';

/** Seconds of the video and of the speech: long enough that loading the models is a small part. */
const SECONDS = 60;
/** Lines of the clip's short side. */
const LINES = 720;

/**
 * What a job costs over a plain transcode of the same clip in the same run: the first time, when everything has to be
 * analysed, and the second time, when the analyses of the video and of the speech are known.
 */
export async function benchAgain(url: string, { clips, speeches }: BenchOptions) {
  const speech = madeSpeech(speeches[0] ?? '', SECONDS);
  const page = await startBenchPage();
  const rows = [];
  try {
    for (const clip of clips) {
      const video = madeClip(clip, LINES, SECONDS);
      console.error(`${nameOf(video)} …`);
      const before = await page.transcode(video);
      const [first, second] = await twice(url, video, speech);
      const after = await page.transcode(video);
      const transcode = (before.seconds + after.seconds) / 2;
      const ratios = [first.total / transcode, second.total / transcode] as const;
      rows.push({ clip: nameOf(video), ...videoOf(video), transcode, first, second, ratios });
    }
  } finally {
    await page.close();
  }
  console.log(
    table(
      ['clip', 'transcode s', 'first s', 'track s', 'listen s', 'render s', 'ratio', 'second s', 'ratio'],
      rows.map(({ clip, transcode, first, second, ratios }) => [
        clip,
        ...[transcode, first.total, first.track, first.listen, first.render].map((s) => s.toFixed(1)),
        ratios[0].toFixed(2),
        second.total.toFixed(1),
        ratios[1].toFixed(2),
      ]),
    ),
  );
  return rows;
}

type Seconds = Record<'total' | 'track' | 'listen' | 'render', number>;

/** The same job two times in one browser. */
async function twice(url: string, video: string, speech: string): Promise<readonly [Seconds, Seconds]> {
  const profile = await launchProfile();
  const once = async (): Promise<Seconds> => {
    const out = join(OUT, 'again.mp4');
    const { timings } = await dub(profile.context, url, { video, speech, out }, { label: 'off' });
    const { total = NaN, track = 0, listen = 0, render = NaN } = timings;
    return { total, track, listen, render };
  };
  try {
    return [await once(), await once()];
  } finally {
    await profile.close();
  }
}
