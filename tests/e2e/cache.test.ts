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
  await dubOnPage(page, { ...files, out: first });
  await page.reload();
  await part(page, 'video-input').waitFor({ state: 'attached' });
  await dubOnPage(page, { ...files, out: second });
  expect(picturesOf(second)).toBe(picturesOf(first));

  // The storage page tells what was spared: where the face is, what both files say, the copy that can be read.
  await part(page, 'nav-storage').click();
  await part(page, 'known').locator('summary').click();
  const rows = await page
    .locator('[data-testid=known-row]')
    .evaluateAll((all) =>
      all.map(({ dataset: { kind, hits }, textContent }) => ({ kind, hits, text: textContent })),
    );
  expect(rows.map(({ kind }) => kind).sort()).toEqual(['curve', 'curve', 'track', 'video']);
  for (const { hits, kind, text } of rows) {
    expect(Number(hits), kind).toBeGreaterThan(0);
    expect(text, kind).toMatch(/face\.avi|voice\.wav/);
  }
});
