import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { dubOnPage, part } from '../../scripts/studio-page';
import { ffmpeg, soundOf, videoOf } from '../../scripts/ffmpeg';
import { turnedClockwise } from '../fixtures/make';
import { voice, wav } from '../fixtures/voice';
import { addBatch, giveHeaps, untilIdle } from './batch-page';
import { COLORS, CONTAINERS, LATE, SHAPES, SOUNDS, TIMES, type Case } from './matrix/cases';
import { FLASH, FRAMES, makeMaster, PATCHES, RATE } from './matrix/master';
import { clickDelay, deltaE, listen, look, shownAt } from './matrix/measure';
import { useStudio } from './studio';

const studio = useStudio();

/** Largest colour difference that encoding twice may make; nobody sees less than about 2. */
const MOST_DELTA_E = 3;
/** Patches that stay as they are and have no colour. */
const GREYS = [0, 5];

/** Writes the files of some cases. Their names differ before the dot: batches are paired by that. */
function write(cases: readonly Case[]): ReadonlyMap<Case, string> {
  const master = makeMaster(studio.scratch(''));
  const written = cases.map((one): [Case, string] => {
    const { name, ext } = parse(one.file);
    const path = studio.scratch(`x-${name}-${ext.slice(1)}${ext}`);
    ffmpeg(['-i', master, ...one.args, path]);
    if (one.turn) writeFileSync(path, turnedClockwise(readFileSync(path), one.turn));
    return [one, path];
  });
  return new Map(written);
}

/** Saves what became of a file in the queue; null with the reason where nothing did. */
async function saved(page: Page, source: string): Promise<{ path: string | null; why: string }> {
  const { base, name } = parse(source);
  const row = page.locator('[data-testid=queue-job]', { hasText: base });
  if ((await row.getAttribute('data-phase')) !== 'done')
    return { path: null, why: await row.getByTestId('queue-error').innerText() };
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    row.getByTestId('queue-download').click(),
  ]);
  const path = studio.scratch(`${name}.out.mp4`);
  await download.saveAs(path);
  return { path, why: '' };
}

/** What is wrong with the result of one file that was given its own sound as the speech. */
function faults({ plain, greys, unsteady }: Case, source: string, result: string): string[] {
  const [given, made] = [videoOf(source), videoOf(result)];
  const [before, after] = [look(source, plain), look(result)];
  const { seconds, click } = listen(result);
  // By how much the flash comes after the click, as made and as given.
  const apart = after.flash / made.fps - click;
  const wanted = shownAt(source, before.flash) - listen(source).click;
  const far = PATCHES.map((_, i) => deltaE(before.patches[i]!, after.patches[i]!)).filter(
    (difference, i) => difference > MOST_DELTA_E && (!greys || GREYS.includes(i)),
  );
  const checks: [boolean, string][] = [
    [made.codec === 'h264' && soundOf(result).codec === 'aac', `${made.codec}, ${soundOf(result).codec}`],
    [
      made.width === (given.width & ~1) && made.height === (given.height & ~1),
      `${made.width} × ${made.height} of ${given.width} × ${given.height}`,
    ],
    [made.rotation === given.rotation, `turned by ${made.rotation}, not ${given.rotation}`],
    [
      Math.abs(made.pixelAspect / given.pixelAspect - 1) < 0.01,
      `pixels of ${made.pixelAspect}, not ${given.pixelAspect}`,
    ],
    [
      unsteady === true || Math.abs(made.fps / given.fps - 1) < 0.01,
      `${made.fps} frames a second, not ${given.fps}`,
    ],
    [after.frames === made.frames, `${after.frames} of ${made.frames} frames can be read`],
    [
      Math.abs(made.frames / made.fps - seconds) < 0.05 + 1 / made.fps,
      `${made.frames / made.fps} s of pictures, ${seconds} s of sound`,
    ],
    [
      Math.abs(apart - wanted) <= 0.5 / made.fps + 0.01,
      `the flash is ${apart} s after the click, not ${wanted}`,
    ],
    [far.length === 0, `colours off by ${far.map((value) => value.toFixed(1)).join(', ')}`],
  ];
  return checks.flatMap(([right, fault]) => (right ? [] : [fault]));
}

it.each(Object.entries({ containers: CONTAINERS, shapes: SHAPES, colours: COLORS, times: TIMES }))(
  'reads every video of the matrix and harms nothing: %s',
  async (_, cases) => {
    const files = write(cases);
    const page = await studio.open({ label: 'off' });
    await giveHeaps(page, [...files.values()], [...files.values()]);
    await part(page, 'pairing-names').check({ force: true });
    await addBatch(page);
    await untilIdle(page, 500_000);
    const wrong: string[] = [];
    for (const [one, source] of files) {
      const { path, why } = await saved(page, source);
      wrong.push(...(path ? faults(one, source, path) : [why]).map((fault) => `${one.file}: ${fault}`));
    }
    expect(wrong).toEqual([]);
  },
);

/** A second of AMR-NB at 12.2 kb/s (RFC 4867, 5), which FFmpeg reads and does not write: what its bits say is noise. */
function amrNoise(): Buffer {
  const frame = (_: unknown, number: number) =>
    Buffer.from([0x3c, ...Array.from({ length: 31 }, (__, i) => (i * 37 + number * 101 + 11) & 0xff)]);
  return Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: 50 }, frame)]);
}

it('reads every sound of the matrix', async () => {
  const sounds = write(SOUNDS.map((one) => ({ ...one, args: ['-vn', ...one.args] })));
  const [video] = write([CONTAINERS[0]!]).values();
  const amr = studio.scratch('x-amr.amr');
  writeFileSync(amr, amrNoise());
  const page = await studio.open({ label: 'off' });
  await giveHeaps(page, [video!], [...sounds.values(), amr]);
  await addBatch(page);
  await untilIdle(page, 500_000);
  const noise = (await saved(page, amr)).path;
  expect(noise && listen(noise).seconds).toBeCloseTo(1, 0);
  const wrong: string[] = [];
  for (const [{ file }, source] of sounds) {
    const { path, why } = await saved(page, source);
    if (!path) {
      wrong.push(`${file}: ${why}`);
      continue;
    }
    const [given, made] = [listen(source), listen(path)];
    const late = clickDelay(given, made);
    if (!(Math.abs(late) <= 0.001)) wrong.push(`${file}: the click is ${late} s late`);
    if (Math.abs(made.click - FLASH) > 0.1) wrong.push(`${file}: another click`);
  }
  expect(wrong).toEqual([]);
});

it('keeps what is heard of a video with its pictures, also where the one begins before the other', async () => {
  const files = write(LATE);
  const speech = studio.scratch('speech.wav');
  writeFileSync(
    speech,
    wav(
      voice(FRAMES / RATE, 48_000).map((value) => 0.02 * value),
      48_000,
    ),
  );
  const page = await studio.open({ label: 'off', originalSound: 1 });
  await giveHeaps(page, [...files.values()], [speech]);
  await addBatch(page);
  await untilIdle(page, 500_000);
  const wrong: string[] = [];
  for (const [{ file }, source] of files) {
    const { path, why } = await saved(page, source);
    if (!path) {
      wrong.push(`${file}: ${why}`);
      continue;
    }
    const [before, after] = [look(source), look(path)];
    const made = videoOf(path);
    // To the millisecond, where the speech itself has no picture that it belongs to.
    const moved =
      after.flash / made.fps - shownAt(source, before.flash) - clickDelay(listen(source), listen(path));
    if (!(Math.abs(moved) <= 0.002)) wrong.push(`${file}: pictures come ${moved} s later than their sound`);
  }
  expect(wrong).toEqual([]);
});

describe('without memory that can be shared with ffmpeg', () => {
  const bare = useStudio({ isolation: false });

  it('brings HDR to SDR by the filters of ffmpeg', async () => {
    const hdr = COLORS.find(({ file }) => file === 'pq-hevc.mov')!;
    const [source] = write([hdr]).values();
    const page = await bare.open({ label: 'off' });
    const out = bare.scratch('bare.mp4');
    await dubOnPage(page, { video: source!, speech: source!, out });
    expect(faults(hdr, source!, out)).toEqual([]);
  });
});
