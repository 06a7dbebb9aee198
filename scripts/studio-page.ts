import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { externalFiles } from '../src/engine/onnx/external-data';
import type { CaptionLook, Fit } from '../src/engine/script/script';
import type { DubSettings } from '../src/engine/plan/dub-plan';

/** Handles by which programs hold the page: the `data-testid`s of its parts. */
export const part = (page: Page, id: string) => page.getByTestId(id);

/** What the page reads from its address. */
export type PageQuery = {
  lang?: 'en' | 'zh';
  /** `ffmpeg` encodes the picture with ffmpeg.wasm even where the browser has an encoder. */
  encoder?: 'ffmpeg';
  /** Who speaks where there are several, counted from 1. */
  person?: number;
} & { [Name in keyof DubSettings]?: NonNullable<DubSettings[Name]> };

export function pageUrl(base: string, query: PageQuery = {}): string {
  const url = new URL(base);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url.href;
}

/** What the page said instead of a result: the code of the error and its text in the page's language. */
export class PageError extends Error {
  override readonly name = 'PageError';
  constructor(
    /** Where it stood: at one of the files, or at the job. */
    readonly at: 'video' | 'speech' | 'lines' | 'network' | 'job',
    readonly code: string,
    readonly text: string,
    readonly detail: string,
  ) {
    super(`${code}: ${text}${detail ? ` [${detail}]` : ''}`);
  }
}

/** The error that stands at one part of the page, or null. */
export async function errorAt(page: Page, at: PageError['at']): Promise<PageError | null> {
  const alert = part(page, `${at}-error`);
  if (!(await alert.isVisible())) return null;
  const code = (await alert.getAttribute('data-code')) ?? 'unknown';
  const detail = (await alert.getAttribute('data-detail')) ?? '';
  return new PageError(at, code, (await alert.innerText()).trim(), detail);
}

/**
 * Gives the page one file and waits for what it says about it.
 * Returns the facts as shown; throws the `PageError` shown instead.
 */
export async function giveFile(
  page: Page,
  at: 'video' | 'speech',
  path: string,
  timeout = 120_000,
): Promise<string> {
  await part(page, `${at}-input`).setInputFiles(path);
  const facts = part(page, `${at}-facts`);
  const alert = part(page, `${at}-error`);
  await facts.or(alert).first().waitFor({ timeout });
  const error = await errorAt(page, at);
  if (error) throw error;
  return (await facts.innerText()).trim();
}

/** Who confirms, unless it is said otherwise, that a video may be used. */
export const DEFAULT_CONSENT = 'command line';

/** Files are named by their content before the page asks: gigabytes are read for that. */
const NAMING_MS = 600_000;

/**
 * Presses start and, where the page asks whether the video may be used, confirms it in the name of `by`. Comes back
 * when the job is in the queue, or has failed before. Throws the `PageError` for which it cannot be pressed.
 */
export async function pressStart(page: Page, by = DEFAULT_CONSENT): Promise<void> {
  // What is known before the start keeps its button from being pressed.
  const start = part(page, 'start');
  const error = (await start.isEnabled()) ? null : await errorAt(page, 'job');
  if (error) throw error;
  await start.click();
  const question = part(page, 'consent');
  const begun = ['progress', 'job-error', 'result'].map((id) => part(page, id));
  const queued = page.locator('[data-testid=waiting][data-queued=true]');
  await begun
    .reduce((all, each) => all.or(each), question.or(queued))
    .first()
    .waitFor({ timeout: NAMING_MS });
  if (await question.isVisible()) await confirmUse(page, by);
}

/** Answers the page's question whether videos may be used, in the name of `by`. */
export async function confirmUse(page: Page, by = DEFAULT_CONSENT): Promise<void> {
  await part(page, 'consent-by').fill(by);
  await part(page, 'consent-agree').check();
  await part(page, 'consent-confirm').click();
  await part(page, 'consent').waitFor({ state: 'detached' });
}

/** How far a running job is, as the page shows it. */
export type Seen = {
  percent: number;
  step: string;
  timeLeft: string;
  /** Null where nobody can say yet. */
  secondsLeft: number | null;
};

async function look(page: Page): Promise<Seen | null> {
  // No function of its own in here: the loader that runs this file would mark it with a helper the page lacks.
  return page.evaluate(() => {
    const [bar, stage, left] = ['progress', 'stage', 'time-left'].map((id) =>
      document.querySelector<HTMLElement>(`[data-testid="${id}"]`),
    );
    if (!bar) return null;
    return {
      percent: Number(bar.getAttribute('aria-valuenow') ?? 0),
      step: stage?.dataset.step ?? '',
      timeLeft: left?.innerText.trim() ?? '',
      secondsLeft: left?.dataset.seconds ? Number(left.dataset.seconds) : null,
    };
  });
}

/** Seconds of each stage and in total, as measured by the page. */
export type Timings = Record<string, number>;
export type Finished = {
  timings: Timings;
  device: string;
  /** Who speaks, counted from 1, and why; null where there is nobody else. */
  speaker: { person: number; by: string } | null;
  /** What is worth knowing of the result, in the page's language. */
  notes: string[];
};

export type WaitOptions = {
  /** Seconds before giving up. */
  timeout?: number;
  onProgress?: (seen: Seen) => void;
};

/** Milliseconds between two looks at a job's progress. */
const LOOK_MS = 200;
/** The same where only its end is waited for: each question takes time from the work that is measured. */
const ASK_MS = 500;

async function speakerOf(page: Page): Promise<Finished['speaker']> {
  const told = part(page, 'result-speaker');
  if (!(await told.isVisible())) return null;
  const [person, by] = [await told.getAttribute('data-person'), await told.getAttribute('data-by')];
  return { person: Number(person), by: by ?? '' };
}

/** Waits until the job that runs has a result. Throws the `PageError` shown instead, or an `Error` at the timeout. */
export async function waitForResult(
  page: Page,
  { timeout = 3600, onProgress }: WaitOptions = {},
): Promise<Finished> {
  const result = part(page, 'result');
  const settled = result.or(part(page, 'job-error')).first();
  const end = Date.now() + timeout * 1000;
  while (Date.now() < end) {
    if (await settled.isVisible()) {
      const error = await errorAt(page, 'job');
      if (error) throw error;
      const timings = JSON.parse((await result.getAttribute('data-timings')) ?? '{}') as Timings;
      const device = (await result.getAttribute('data-device')) ?? '';
      return {
        timings,
        device,
        speaker: await speakerOf(page),
        notes: await part(page, 'result-note').allInnerTexts(),
      };
    }
    const seen = onProgress && (await look(page));
    if (seen) onProgress(seen);
    await new Promise((resolve) => setTimeout(resolve, onProgress ? LOOK_MS : ASK_MS));
  }
  throw new Error(`No result after ${timeout} s.`);
}

/** Presses the download button, stores the file at `path`, and returns the name the page gave it. */
export async function saveResult(page: Page, path: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), part(page, 'download').click()]);
  await download.saveAs(path);
  return download.suggestedFilename();
}

/** The same with what is said in the result. */
export async function saveSubtitles(page: Page, kind: SubtitleKind, path: string): Promise<void> {
  const button = part(page, `subtitles-${kind}`);
  if (!(await button.isVisible())) throw new Error('No line has words that a file of subtitles could hold.');
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  await download.saveAs(path);
}

/** A network to paint with: a file, or without one the first that is built in. */
export type NetworkJob = {
  file: string | null;
  /** What a file that nobody knows is called, and under which terms it may be used. */
  name: string;
  licence: string;
  /** Work exactly as published. */
  published: boolean;
};

/** Opens the settings, where they are not open yet. */
export async function openSettings(page: Page): Promise<void> {
  const open = await part(page, 'settings').evaluate((details) => (details as HTMLDetailsElement).open);
  if (!open) await part(page, 'settings-toggle').click();
}

/** Files in a network's folder that hold weights of it. */
function weightsBeside(network: string): string[] {
  const named = externalFiles(readFileSync(network)).map((name) => join(dirname(network), name));
  return named.filter((path) => existsSync(path));
}

/** Accepts the terms of the network that was given; one that the app has already is only chosen. */
async function acceptTerms(page: Page, { name, licence }: NetworkJob, timeout: number): Promise<void> {
  const terms = part(page, 'network-terms');
  if (!(await terms.isVisible())) return;
  if ((await terms.getAttribute('data-known')) !== 'true') {
    await part(page, 'network-name').fill(name);
    await part(page, 'network-licence').fill(licence);
  }
  await part(page, 'network-agree').check();
  await part(page, 'network-accept').click();
  // Until then a network that is built in may be the one that paints.
  await terms.waitFor({ state: 'detached', timeout });
}

/** Chooses the Wav2Lip engine and its network, by the page's own controls. Throws the `PageError` shown instead. */
export async function useNetwork(page: Page, job: NetworkJob, timeout = 300_000): Promise<void> {
  await part(page, 'engine-wav2lip').check({ force: true });
  if (job.file !== null) {
    await part(page, 'network-input').setInputFiles([job.file, ...weightsBeside(job.file)]);
    await part(page, 'network-reading').waitFor({ state: 'detached', timeout });
    const error = await errorAt(page, 'network');
    if (error) throw error;
    await acceptTerms(page, job, timeout);
  }
  await page.locator('[data-testid=network][data-state=ready]').waitFor({ timeout });
  if (!job.published) return;
  await openSettings(page);
  await part(page, 'network-published').check();
}

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

export type DubJob = WaitOptions & {
  video: string;
  speech: string;
  /** In place of the speech. */
  lines?: Lines | null;
  out: string;
  network?: NetworkJob | null;
  /** Which parts of the files are used. */
  trim?: TrimEnds;
  /** Which of their sound tracks are used, where they have several. */
  sounds?: SoundTracks;
  /** Only this stretch of the video is said anew. */
  fix?: Sentence | null;
  /** What gives where it is longer or shorter. */
  fixFit?: Fit | null;
  /** Who confirms that the video may be used. */
  consent?: string;
  /** When all is given and nothing was started yet. */
  beforeStart?: () => Promise<void>;
};
export type Dubbed = Finished & { name: string };

/** One whole job on an open page, by its own buttons: both files, start, wait, download to `out`. */
export async function dubOnPage(
  page: Page,
  {
    video,
    speech,
    out,
    network,
    trim = {},
    sounds = {},
    fix,
    fixFit,
    lines,
    consent,
    beforeStart,
    ...wait
  }: DubJob,
): Promise<Dubbed> {
  if (network) await useNetwork(page, network);
  if (fix) await part(page, 'mode-fix').check({ force: true });
  await giveFile(page, 'video', video);
  if (lines) await giveLines(page, lines);
  else await giveFile(page, 'speech', speech);
  await takeSound(page, 'video', sounds.video);
  if (!lines) {
    await takeSound(page, 'speech', sounds.speech);
    if (fix) await chooseSentence(page, fix);
    if (fix && fixFit) await part(page, 'fix-fit').selectOption(fixFit);
    else await trimFile(page, 'video', trim.video);
    await trimFile(page, 'speech', trim.speech);
  }
  await beforeStart?.();
  await pressStart(page, consent);
  const finished = await waitForResult(page, wait);
  const name = await saveResult(page, out);
  for (const kind of lines?.beside ?? [])
    await saveSubtitles(page, kind, out.replace(/\.[^./\\]*$/, `.${kind}`));
  return { ...finished, name };
}
