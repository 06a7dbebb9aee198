import type { Page } from 'playwright-core';
import type { CaptionLook, Fit } from '../../src/engine/script/script';
import { errorAt, part } from './page';
import { NAMING_MS } from './start';

/** Where parts of files begin and end, seconds; an end that is not given stays where the file's is. */
export type TrimEnds = {
  readonly [Role in 'video' | 'speech']?: { readonly [End in 'from' | 'to']?: number };
};

/** Types the ends of a part into the fields of the page. */
export async function trimFile(
  page: Page,
  at: 'video' | 'speech',
  ends: TrimEnds['video'] = {},
): Promise<void> {
  const given = (['to', 'from'] as const).filter((end) => ends[end] !== undefined);
  if (given.length === 0) return;
  const panel = part(page, `trim-${at}`);
  if (!(await panel.evaluate((details) => (details as HTMLDetailsElement).open)))
    await part(page, `trim-${at}-toggle`).click();
  for (const end of given) {
    const field = part(page, `trim-${at}-${end}-field`);
    await field.fill(String(ends[end]));
    await field.press('Enter');
  }
}

/** Positions of sound tracks, counted from 1. */
export type SoundTracks = { readonly [Role in 'video' | 'speech']?: number };

/** Takes one of a file's sound tracks. Throws where there are not so many. */
export async function takeSound(
  page: Page,
  at: 'video' | 'speech',
  track: number | undefined,
): Promise<void> {
  if (track === undefined) return;
  const choice = part(page, `${at}-sound`);
  const count = (await choice.isVisible()) ? await choice.locator('option').count() : 1;
  if (track > count)
    throw new Error(`The ${at} has ${count} sound track${count > 1 ? 's' : ''}, not ${track}.`);
  if (count === 1) return;
  await choice.selectOption(String(track - 1));
  const alert = part(page, `${at}-error`);
  const taken = page.locator(`[data-testid=${at}-sound][data-track="${track - 1}"]`);
  await taken.or(alert).first().waitFor({ timeout: 120_000 });
  const error = await errorAt(page, at);
  if (error) throw error;
}

/** A stretch of a video that is said anew, seconds. */
export type Sentence = { readonly from: number; readonly to: number };

/** Chooses the sentence that is said anew by its fields, on a page that fixes one. */
export async function chooseSentence(page: Page, sentence: Sentence): Promise<void> {
  for (const end of ['to', 'from'] as const) {
    const field = part(page, `fix-${end}-field`);
    await field.fill(String(sentence[end]));
    await field.press('Enter');
  }
}

/** Lines of subtitles or of a script, and what says them: a file for each, or one that runs along with the video. */
export type Lines = {
  readonly sheet: string;
  readonly speeches: readonly string[];
  readonly along: boolean;
  readonly fit?: Fit;
  readonly track?: boolean;
  /** They are written into the pictures, and look so. */
  readonly burn?: CaptionLook;
  /** Files of them that are saved beside the result. */
  readonly beside?: readonly SubtitleKind[];
};

export const SUBTITLE_KINDS = ['srt', 'vtt'] as const;
export type SubtitleKind = (typeof SUBTITLE_KINDS)[number];

/** Gives a page that dubs along subtitles the lines and their speech. Throws the `PageError` shown instead. */
export async function giveLines(page: Page, lines: Lines): Promise<void> {
  const { sheet, speeches, along, fit, track, burn } = lines;
  await part(page, 'mode-lines').check({ force: true });
  for (const [name, files] of [
    ['sheet', [sheet]],
    [along ? 'recording' : 'speeches', speeches],
  ] as const) {
    await part(page, `lines-${name}-input`).setInputFiles([...files]);
    const alert = part(page, 'lines-error');
    const said = name === 'sheet' ? '' : ':not([data-said="0"])';
    const done = page.locator(`[data-testid=lines][data-state=ready]${said}`);
    const none = part(page, 'lines-unused');
    await done.or(alert).or(none).first().waitFor({ timeout: NAMING_MS });
    const error = await errorAt(page, 'lines');
    if (error) throw error;
  }
  if (fit) await part(page, 'lines-fit').selectOption(fit);
  if (track) await part(page, 'lines-track').check();
  if (!burn) return;
  await part(page, 'lines-burn').check();
  await part(page, 'lines-burn-size').selectOption(burn.size);
  await part(page, 'lines-burn-place').selectOption(burn.place);
  await part(page, 'lines-burn-box').setChecked(burn.box);
}
