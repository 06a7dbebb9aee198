import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  dubOnPage,
  errorAt,
  giveFile,
  part,
  pressStart,
  waitForResult,
  type PageError,
} from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { expectVideo } from './expect-video';
import { useStudio } from './studio';

const studio = useStudio({ known: true });

type Case = {
  name: string;
  /** Where the message has to stand. */
  at: PageError['at'];
  code: string;
  video?: string;
  speech?: string;
};

const CASES: readonly Case[] = [
  { name: 'an empty video file', at: 'video', code: 'input/empty', video: 'empty.mp4' },
  { name: 'an empty speech file', at: 'speech', code: 'input/empty', speech: 'empty.wav' },
  { name: 'a truncated video', at: 'video', code: 'input/unreadable', video: 'truncated.mp4' },
  { name: 'a video that is a text', at: 'video', code: 'input/unreadable', video: 'text.mp4' },
  { name: 'a speech that is a text', at: 'speech', code: 'input/unreadable', speech: 'text.wav' },
  { name: 'a video without frames', at: 'video', code: 'input/no-frames', video: 'no-frames.mp4' },
  { name: 'a sound in the place of the video', at: 'video', code: 'input/no-video', video: 'voice.wav' },
  { name: 'a speech file without sound', at: 'speech', code: 'input/no-audio', speech: 'bars-mute.mp4' },
  { name: 'a speech of 0.15 s', at: 'speech', code: 'input/speech-too-short', speech: 'voice-short.wav' },
  { name: 'damaged sound', at: 'job', code: 'input/damaged-sound', speech: 'voice-damaged.m4a' },
  { name: 'digital silence', at: 'speech', code: 'input/speech-silent', speech: 'silence.wav' },
  { name: 'a video in which nobody is', at: 'job', code: 'input/no-face', video: 'bars.mp4' },
];

/** The message that stands on the page after these files were given and, where that went well, start was pressed. */
async function messageFor(
  page: Page,
  { video = 'face-short.mp4', speech = 'voice.wav' }: Case,
): Promise<PageError> {
  try {
    await giveFile(page, 'video', fixture(video));
    // Whether somebody is in it is told before the start.
    await page.locator('[data-testid=face-panel]:not([data-look=looking])').waitFor();
    await giveFile(page, 'speech', fixture(speech));
    await pressStart(page);
    await waitForResult(page, { timeout: 120 });
  } catch (reason) {
    const error =
      (await errorAt(page, 'video')) ?? (await errorAt(page, 'speech')) ?? (await errorAt(page, 'job'));
    if (error) return error;
    throw reason;
  }
  throw new Error('The page made a result.');
}

/** A sentence or two with something to do in it, in the right language. */
function expectHelpfulText(text: string, language: 'en' | 'zh'): void {
  if (language === 'zh') {
    expect(text).toMatch(/[\u4e00-\u9fff]{6,}/);
  } else {
    expect(text).not.toMatch(/[\u4e00-\u9fff]/);
    expect(text.split(/\s+/).length).toBeGreaterThan(6);
  }
}

async function expectMessage(page: Page, bad: Case, lang: 'en' | 'zh'): Promise<void> {
  const error = await messageFor(page, bad);
  expect({ name: bad.name, at: error.at, code: error.code }).toEqual({
    ...{ name: bad.name, at: bad.at, code: bad.code },
  });
  expectHelpfulText(error.text, lang);
}

it.each(['video', 'speech'] as const)(
  'a %s that is written over after it was given is asked for again',
  async (role) => {
    const page = await studio.open();
    const files = { video: fixture('face-short.mp4'), speech: fixture('voice.wav') };
    const changed = studio.scratch(`changed-${basename(files[role])}`);
    copyFileSync(files[role], changed);
    for (const [place, path] of Object.entries({ ...files, [role]: changed }))
      await giveFile(page, place as typeof role, path);
    writeFileSync(changed, readFileSync(files[role]).subarray(0, 20_000));
    await pressStart(page);
    await waitForResult(page, { timeout: 120 }).catch(() => {});
    const error =
      (await errorAt(page, 'video')) ?? (await errorAt(page, 'speech')) ?? (await errorAt(page, 'job'));
    expect(error?.code).toBe('input/gone');
  },
);

const isEmpty = ({ code }: Case) => code === 'input/empty';

describe.each(['en', 'zh'] as const)('bad input, in %s', (lang) => {
  it.each(CASES.filter(isEmpty))('$name gives its message', async (bad) =>
    expectMessage(await studio.open({ lang }), bad, lang),
  );

  it('gives its message, whatever it is, and the same page still does a good job', async () => {
    const page = await studio.open({ lang });
    for (const bad of CASES.filter((each) => !isEmpty(each))) await expectMessage(page, bad, lang);
    const out = studio.scratch(`good-${lang}.mp4`);
    await dubOnPage(page, { video: fixture('face-short.mp4'), speech: fixture('voice.wav'), out });
    expectVideo(out, { source: fixture('face-short.mp4'), seconds: 3 });
  });
});

it('a video whose own sound is damaged is dubbed all the same', async () => {
  const page = await studio.open();
  const out = studio.scratch('damaged.mp4');
  await dubOnPage(page, {
    ...{ video: fixture('face-damaged-sound.mp4'), speech: fixture('voice.wav'), out },
  });
  expectVideo(out, { source: fixture('face.mp4'), seconds: 3 });
});

describe('start', () => {
  it('cannot be pressed while a file is missing or bad', async () => {
    const page = await studio.open();
    expect(await part(page, 'start').isEnabled()).toBe(false);
    await giveFile(page, 'video', fixture('face-short.mp4'));
    expect(await part(page, 'start').isEnabled()).toBe(false);
    await giveFile(page, 'speech', fixture('text.wav')).catch(() => {});
    expect(await part(page, 'start').isEnabled()).toBe(false);
    await giveFile(page, 'speech', fixture('voice.wav'));
    expect(await part(page, 'start').isEnabled()).toBe(true);
  });
});

/** A quota that is used up before the first byte, and one that ends in the middle of the result. */
const QUOTAS = [
  { lang: 'en', quotaSize: 1_000 },
  { lang: 'zh', quotaSize: 60_000 },
] as const;

describe('a full disk', () => {
  it.each(QUOTAS)(
    'is told in $lang ($quotaSize bytes), and the job goes through once there is room',
    async ({ lang, quotaSize }) => {
      const page = await studio.open({ lang });
      const session = await page.context().newCDPSession(page);
      const { origin } = new URL(studio.url);
      await giveFile(page, 'video', fixture('face-short.mp4'));
      await giveFile(page, 'speech', fixture('voice.wav'));
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
      await pressStart(page);
      const error = await waitForResult(page, { timeout: 120 }).then(
        () => null,
        (reason: PageError) => reason,
      );
      expect(error).toMatchObject({ at: 'job', code: 'storage/full' });
      expectHelpfulText(error?.text ?? '', lang);
      await session.send('Storage.overrideQuotaForOrigin', { origin });
      const out = studio.scratch(`room-${lang}.mp4`);
      await dubOnPage(page, { video: fixture('face-short.mp4'), speech: fixture('voice.wav'), out });
      expectVideo(out, { source: fixture('face-short.mp4'), seconds: 3 });
    },
  );
});
