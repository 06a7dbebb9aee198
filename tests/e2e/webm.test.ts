import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { program } from '../../scripts/chromium';
import { probe, videoOf } from '../../scripts/ffmpeg';
import { dubOnPage, openSettings, part } from '../../scripts/studio-page';
import { FACE_SECONDS, fixture, FPS } from '../fixtures/make';
import { clicked, CLICK, clickIn, RATE, soundIn } from './click';
import { frameNumbers, pingPong } from './expect-video';
import { useStudio } from './studio';

const studio = useStudio({ known: true });

/** What a file says of itself, by lower-case name. */
function tagsOf(path: string): Record<string, string> {
  const args = ['-v', 'error', '-show_entries', 'format_tags', '-of', 'json', path];
  const { format } = JSON.parse(execFileSync(program('ffprobe', 'ffmpeg'), args).toString()) as {
    format: { tags: Record<string, string> };
  };
  return Object.fromEntries(Object.entries(format.tags).map(([name, value]) => [name.toLowerCase(), value]));
}

it('writes VP9 and Opus in time with each other, and says how it was made', async () => {
  const speech = studio.scratch('click.wav');
  writeFileSync(speech, clicked());
  const page = await studio.open();
  await openSettings(page);
  await part(page, 'setting-format-webm').check({ force: true });
  const out = studio.scratch('out.webm');
  const { name } = await dubOnPage(page, { video: fixture('face.mp4'), speech, out });
  expect(name).toBe('face__click.webm');
  expect(probe(out).map(({ codec }) => codec)).toEqual(['vp9', 'opus']);
  const { width, height, fps } = videoOf(out);
  expect([width, height, fps]).toEqual([320, 320, FPS]);
  expect(await frameNumbers(out)).toEqual(pingPong(3 * FPS, FACE_SECONDS * FPS));
  expect(Math.abs(clickIn(soundIn(out)) - CLICK)).toBeLessThan(0.005);
  // Matroska's tags stand by what they are about.
  expect(tagsOf(out)['movie/aigc']).toContain('"Label":"1"');
  // As this browser plays it.
  const played = await page.evaluate(async (rate) => {
    const results = await (await navigator.storage.getDirectory()).getDirectoryHandle('results');
    for await (const file of results.values()) {
      const bytes = await (await (file as FileSystemFileHandle).getFile()).arrayBuffer();
      const sound = await new OfflineAudioContext(1, 1, rate).decodeAudioData(bytes);
      return [...sound.getChannelData(0)];
    }
    return [];
  }, RATE);
  expect(Math.abs(clickIn(Float32Array.from(played)) - CLICK)).toBeLessThan(0.005);
});
