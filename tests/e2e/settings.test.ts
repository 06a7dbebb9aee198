import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { squaredError, type Luma } from '../../bench/measure/pixels';
import { ffmpeg, rawPictures, soundOf, videoOf } from '../../scripts/ffmpeg';
import { dubOnPage, openSettings, part, type PageQuery } from '../../scripts/studio-page';
import { fixture, SIZE, turnedClockwise } from '../fixtures/make';
import { useStudio } from './studio';

const studio = useStudio();

async function dub(video: string, speech: string, query: PageQuery) {
  const page = await studio.open(query);
  const out = studio.scratch(`${JSON.stringify(query).length}.mp4`);
  await dubOnPage(page, { video, speech: fixture(speech), out });
  return out;
}

/** The part of a picture in which the drawn mouth moves. */
function mouthOf(data: Uint8Array): Luma {
  const [top, bottom] = [0.55 * SIZE, 0.75 * SIZE];
  return { width: SIZE, height: bottom - top, data: data.subarray(top * SIZE, bottom * SIZE) };
}

/** Mean squared change of the mouth from frame to frame. */
async function movement(path: string): Promise<number> {
  let [sum, count] = [0, 0];
  let before: Luma | null = null;
  for await (const { data } of rawPictures(path)) {
    const mouth = mouthOf(data.slice());
    if (before) sum += squaredError(mouth, before);
    if (before) count++;
    before = mouth;
  }
  return sum / count;
}

describe('the settings', () => {
  it('keep the mouth closed where it shall not open', async () => {
    const [closed, open] = [
      await dub(fixture('face.mp4'), 'voice.wav', { opening: 0 }),
      await dub(fixture('face.mp4'), 'voice.wav', {}),
    ];
    const [still, moving] = [await movement(closed), await movement(open)];
    expect(still).toBeLessThan(0.3 * moving);
  });

  it('are kept under a name and are there after a reload', async () => {
    const page = await studio.open();
    await openSettings(page);
    const opening = part(page, 'setting-opening');
    await opening.fill('0.5');
    await part(page, 'setting-quality-small').check({ force: true });
    await part(page, 'preset-name').fill('轻声');
    await part(page, 'preset-save').click();
    await part(page, 'preset-defaults').click();
    expect(await opening.inputValue()).toBe('1');
    await page.reload();
    await openSettings(page);
    await part(page, 'preset').filter({ hasText: '轻声' }).click();
    expect(await opening.inputValue()).toBe('0.5');
    expect(await part(page, 'setting-quality-small').isChecked()).toBe(true);
    expect(await part(page, 'settings-summary').innerText()).toMatch(/50%.*Small file/);
    await part(page, 'preset-rename').click();
    await part(page, 'preset-name').fill('Soft');
    await part(page, 'preset-save').click();
    expect(await part(page, 'preset').allInnerTexts()).toEqual(['Soft']);
    await part(page, 'preset-delete').click();
    await page.reload();
    await openSettings(page);
    expect(await part(page, 'preset').count()).toBe(0);
  });

  it('bring large footage that lies on its side to 720 lines, in shape and turned as it was', async () => {
    const large = studio.scratch('large.mp4');
    const how = ['-vf', 'scale=1120:1280', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'copy'];
    ffmpeg(['-noautorotate', '-i', fixture('face-rotated.mp4'), '-t', '2', ...how, large]);
    writeFileSync(large, turnedClockwise(readFileSync(large)));
    expect(videoOf(large)).toMatchObject({ width: 1120, height: 1280, rotation: 90 });
    const out = await dub(large, 'voice.wav', { size: '720p', quality: 'small' });
    expect(videoOf(out)).toMatchObject({ width: 720, height: 822, rotation: 90, codec: 'h264' });
    expect(soundOf(out).duration).toBeGreaterThan(2.99);
  });
});
