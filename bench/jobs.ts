import { join } from 'node:path';
import { launchProfile } from '../scripts/chromium';
import { ffmpeg } from '../scripts/ffmpeg';
import { confirmUse, part } from '../scripts/studio-page';
import { children, memoryOf } from '../scripts/process-memory';
import { onePair, nameOf, OUT, type BenchOptions } from './options';
import { megabytes, table } from './table';

/** Seconds of each video and of each speech: what a job leaves behind does not depend on its length. */
const SECONDS = 3;
const VIDEOS = 6;
/** What a job has let go of is collected by then; milliseconds. */
const SETTLE_MS = 2000;
/** The first jobs load the models, and fill what is kept on purpose. */
const WARM_UP = VIDEOS;

/** Different pieces of one file, so that none is known from another. */
function pieces(file: string, count: number, ending: string, how: readonly string[]): string[] {
  return Array.from({ length: count }, (_, index) => {
    const path = join(OUT, `${nameOf(file)}-piece-${index}${ending}`);
    ffmpeg(['-ss', String(index / 4), '-i', file, '-t', String(SECONDS), ...how, path]);
    return path;
  });
}

/** Does memory grow from job to job? A batch of `jobs` small ones, the browser's memory measured after each. */
export async function benchJobs(url: string, { clips, speeches, jobs }: BenchOptions) {
  const [clip, speech] = onePair({ clips, speeches });
  const videos = pieces(clip, VIDEOS, '.mp4', ['-c:v', 'libx264', '-preset', 'veryfast', '-c:a', 'aac']);
  const sounds = pieces(speech, Math.ceil(jobs / VIDEOS), '.wav', ['-c:a', 'pcm_s16le']);
  const before = children();
  const profile = await launchProfile();
  const roots = new Set([...children()].filter((pid) => !before.has(pid)));
  const bytes: number[] = [];
  try {
    const page = await profile.context.newPage();
    await page.goto(url);
    await part(page, 'mode-batch').check({ force: true });
    await part(page, 'heap-video-input').setInputFiles(videos);
    await part(page, 'heap-speech-input').setInputFiles(sounds);
    await page.locator('[data-testid=batch-add]:enabled').click();
    await part(page, 'consent').waitFor();
    await confirmUse(page);
    const ended = page.locator('[data-testid=queue-job][data-phase=done], [data-testid=queue-error]');
    const all = VIDEOS * sounds.length;
    while (bytes.length < all) {
      await ended.nth(bytes.length).waitFor({ state: 'attached', timeout: 300_000 });
      await page.waitForTimeout(SETTLE_MS);
      bytes.push(memoryOf(roots));
      console.error(`${bytes.length} of ${all}: ${megabytes(bytes.at(-1) ?? NaN)}`);
    }
    const failed = await part(page, 'queue-error').count();
    if (failed > 0) throw new Error(`${failed} of ${all} jobs failed.`);
  } finally {
    await profile.close();
  }
  const { slope, mean } = line(bytes.slice(WARM_UP));
  console.log(
    table(
      ['job', 'memory'],
      bytes.map((value, index) => [String(index + 1), megabytes(value)]),
    ),
  );
  console.log(
    `from job ${WARM_UP + 1} on: ${megabytes(mean)} on average, ${megabytes(slope)} more with each job`,
  );
  return { bytes, slope, mean };
}

/** The straight line through values at 0, 1, 2 …, by least squares. */
function line(values: readonly number[]): { slope: number; mean: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const middle = (values.length - 1) / 2;
  const square = values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  const product = values.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0);
  return { slope: product / square, mean };
}
