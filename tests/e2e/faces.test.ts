import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { squaredError, type Luma } from '../../bench/measure/pixels';
import { rawPictures } from '../../scripts/ffmpeg';
import { giveFile, part, pressStart, saveResult, waitForResult } from '../../scripts/studio-page';
import { ANSWER, FACE_SECONDS, FPS, GAP, SIZE, fixture } from '../fixtures/make';
import { useStudio } from './studio';

const studio = useStudio();

/** Gives the page a video and waits until it has been looked over. */
async function give(video: string): Promise<Page> {
  const page = await studio.open();
  await giveFile(page, 'video', fixture(video));
  await page.locator('[data-testid=face-panel][data-look=ready]').waitFor({ timeout: 60_000 });
  return page;
}

/** Dubs what is on the page; where the result lies. */
async function dub(page: Page, name: string): Promise<string> {
  const out = studio.scratch(`${name}.mp4`);
  await giveFile(page, 'speech', fixture('voice.wav'));
  await pressStart(page);
  await waitForResult(page, { timeout: 300 });
  await saveResult(page, out);
  return out;
}

/** The frames of a result that differ from the footage's, by their number, in a stretch of columns. */
async function changedFrames(
  out: string,
  video: string,
  columns: readonly [number, number],
): Promise<number[]> {
  const source: Luma[] = [];
  for await (const picture of rawPictures(fixture(video))) source.push(mouths(picture, columns));
  const changed: number[] = [];
  let frame = 0;
  for await (const picture of rawPictures(out)) {
    // Speech and footage begin together, and the speech is shorter: frame for frame.
    if (squaredError(mouths(picture, columns), source[frame] as Luma) > 8) changed.push(frame);
    frame++;
  }
  return changed;
}

/** The part of a picture in which a drawn mouth moves, between two columns. */
function mouths(
  { width, data }: { width: number; data: Uint8Array },
  columns: readonly [number, number],
): Luma {
  const [top, bottom] = [0.5 * SIZE, 0.75 * SIZE];
  // The middle of the columns, where the mouth is: what is beside it would only dilute the difference.
  const [left, right] = [columns[0] + 0.3 * SIZE, columns[1] - 0.3 * SIZE];
  const rows = Array.from({ length: bottom - top }, (_, row) =>
    data.subarray((top + row) * width + left, (top + row) * width + right),
  );
  return {
    width: right - left,
    height: bottom - top,
    data: Uint8Array.from(rows.flatMap((row) => [...row])),
  };
}

const LEFT = [0, SIZE] as const;
const RIGHT = [SIZE, 2 * SIZE] as const;

describe('two people in the picture', () => {
  // The one on the right has the larger face and so comes first.
  it.each([
    { name: 'right', person: 0, place: RIGHT, other: LEFT },
    { name: 'left', person: 1, place: LEFT, other: RIGHT },
  ])('the one on the $name speaks when chosen, and nobody else', async ({ name, person, place, other }) => {
    const page = await give('two-faces.mp4');
    expect(await page.locator('[data-testid^=person-]').count()).toBe(2);
    expect(await part(page, 'person-0').isChecked()).toBe(true);
    await part(page, `person-${person}`).check({ force: true });
    const out = await dub(page, name);
    expect((await changedFrames(out, 'two-faces.mp4', place)).length).toBeGreaterThan(20);
    expect(await changedFrames(out, 'two-faces.mp4', other)).toEqual([]);
  });
});

describe('a video that takes the place of another', () => {
  it.each([0, 500, 1500])('is looked over like the first, %i ms after it', async (ms) => {
    const page = await studio.open();
    await giveFile(page, 'video', fixture('two-faces.mp4'));
    await page.waitForTimeout(ms);
    await giveFile(page, 'video', fixture('face.mp4'));
    const panel = part(page, 'face-panel');
    await expect.poll(() => panel.getAttribute('data-look'), { timeout: 60_000 }).toMatch(/ready|failed/);
    expect(await panel.getAttribute('data-look')).toBe('ready');
    expect(await page.locator('[data-testid^=person-]').count()).toBe(0);
  });
});

describe('two people who are cut into the same place', () => {
  /** Frames with the one who answers; those around the cuts, where painting fades, left out. */
  const isAnswer = (frame: number) => frame > ANSWER[0] * FPS + 1 && frame < ANSWER[1] * FPS - 1;
  const isOther = (frame: number) => frame < ANSWER[0] * FPS - 1 || frame > ANSWER[1] * FPS + 1;

  it.each([
    { name: 'one', video: 'interview.mp4', query: {}, speaks: isOther, stays: isAnswer },
    { name: 'other', video: 'interview.mp4', query: { person: 2 }, speaks: isAnswer, stays: isOther },
    { name: 'converted', video: 'interview.avi', query: {}, speaks: isOther, stays: isAnswer },
  ])('$name speaks, however soon it is started', async ({ name, video, query, speaks, stays }) => {
    const page = await studio.open(query);
    await giveFile(page, 'video', fixture(video));
    const changed = await changedFrames(await dub(page, `cut-${name}`), video, LEFT);
    expect(changed.filter(speaks).length).toBeGreaterThan(15);
    expect(changed.filter(stays)).toEqual([]);
  });
});

it('somebody small who talks comes before a large photograph', async () => {
  const page = await studio.open();
  await giveFile(page, 'video', fixture('photo.mp4'));
  await giveFile(page, 'speech', fixture('voice.wav'));
  await pressStart(page);
  await waitForResult(page, { timeout: 300 });
  const speaker = part(page, 'result-speaker');
  expect(await speaker.getAttribute('data-person')).toBe('2');
  expect(await speaker.getAttribute('data-by')).toMatch(/sound|mouth/);
});

describe('the timeline', () => {
  it('tells where no face is, and goes there', async () => {
    const page = await give('face-gap.mp4');
    const findings = part(page, 'face-findings').getByRole('button');
    await findings.first().waitFor();
    expect(await findings.count()).toBe(1);
    await findings.first().click();
    const time = await page
      .locator('video')
      .first()
      .evaluate((video: HTMLVideoElement) => video.currentTime);
    expect(Math.abs(time - GAP[0])).toBeLessThan(0.3);
  });

  it('keeps a marked stretch as it was filmed', async () => {
    const page = await give('face.mp4');
    const bar = part(page, 'trim-video-position');
    await bar.scrollIntoViewIfNeeded();
    const { x, y, width } = (await bar.boundingBox()) as { x: number; y: number; width: number };
    await page.mouse.move(x + 0.25 * width, y + 10);
    await page.mouse.down();
    await page.mouse.move(x + 0.5 * width, y + 10, { steps: 4 });
    await page.mouse.up();
    expect(await part(page, 'kept').count()).toBe(1);
    const changed = await changedFrames(await dub(page, 'kept'), 'face.mp4', LEFT);
    const [from, to] = [0.25, 0.5].map((share) => share * FACE_SECONDS * FPS) as [number, number];
    expect(changed.filter((frame) => frame > from && frame < to - 1)).toEqual([]);
    expect(changed.filter((frame) => frame < from - 6).length).toBeGreaterThan(3);
    expect(changed.filter((frame) => frame > to + 6).length).toBeGreaterThan(3);
  });

  it('marks by keyboard and buttons, and takes back', async () => {
    const page = await give('face.mp4');
    const bar = part(page, 'trim-video-position');
    await bar.focus();
    await bar.press('ArrowRight');
    await part(page, 'keep-from').click();
    await bar.focus();
    await bar.press('ArrowRight');
    await bar.press('ArrowRight');
    await part(page, 'keep-to').click();
    expect(await part(page, 'kept').innerText()).toMatch(/0:00\.5.*0:01\.5/);
    await part(page, 'kept').getByRole('button').last().click();
    expect(await part(page, 'kept').count()).toBe(0);
  });
});
