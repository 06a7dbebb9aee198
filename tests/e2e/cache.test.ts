import { expect, it } from 'vitest';
import { ffmpeg } from '../../scripts/ffmpeg';
import { dubOnPage, part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { useStudio } from './studio';

const studio = useStudio();

/** The checksum of a video's encoded pictures. */
const picturesOf = (path: string) =>
  ffmpeg(['-i', path, '-map', '0:v', '-c', 'copy', '-f', 'md5', '-']).toString();

it('what was found out about a file outlasts a reload, and gives the same video', async () => {
  const page = await studio.open();
  const files = { video: fixture('face.avi'), speech: fixture('voice.wav') };
  const [first, second] = [studio.scratch('first.mp4'), studio.scratch('second.mp4')];
  const slow = await dubOnPage(page, { ...files, out: first });
  await page.reload();
  await part(page, 'video-input').waitFor({ state: 'attached' });
  const quick = await dubOnPage(page, { ...files, out: second });
  for (const step of ['convert', 'track', 'listen'])
    expect(quick.timings[step], step).toBeLessThan(0.5 * slow.timings[step]!);
  expect(picturesOf(second)).toBe(picturesOf(first));
});
