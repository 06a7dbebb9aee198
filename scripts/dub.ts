import { accessSync, constants, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { ensureBuilt } from './built';
import { launchProfile, type LaunchOptions } from './chromium';
import { WISH_FLAGS, WISH_USAGE, wishOf, type Wish } from './dub-options';
import { FITS } from '../src/engine/script/script';
import { isMain } from './is-main';
import { LINES_FLAGS, LINES_USAGE, linesOf } from './lines-options';
import { DIST, serve } from './serve';
import { UsageError } from './setting-flags';
import {
  dubOnPage,
  pageUrl,
  PageError,
  type Dubbed,
  type DubJob,
  type PageQuery,
  type Seen,
} from './studio-page';

const USAGE = `npm run dub -- --video V --audio A --out O.mp4 [options]

  --video FILE      a video of a person talking
  --audio FILE      the new speech (a sound file, or a video with sound)
  --out FILE        the mp4 (or webm: --format) to write
${LINES_USAGE}
${WISH_USAGE}
  --json FILE       write the seconds of each stage there
  --help            show this

Exit code: 0 done, 1 failed (the page's error code and text are on stderr), 2 wrong use.`;

/** What the command line asks for. */
export type DubArguments = DubJob & Wish & { json: string | null };

/** Reads the command line; throws an `Error` that says what is wrong with it. */
export function readArguments(args: string[]): DubArguments {
  const text = { type: 'string' } as const;
  const options = { video: text, audio: text, out: text, json: text, ...LINES_FLAGS, ...WISH_FLAGS } as const;
  const { values } = parseArgs({ args, options, strict: true, allowPositionals: false });
  const { video, audio, out, json } = values;
  const lines = linesOf(values);
  const speech = lines?.speeches[0] ?? audio;
  if (!video || !speech || !out) throw new UsageError('--video, --audio and --out are needed.');
  return {
    ...wishOf(values),
    ...{ video: resolve(video), speech: resolve(speech), lines },
    fixFit: FITS.find((fit) => fit === values.fit) ?? null,
    out: resolve(out),
    json: json === undefined ? null : resolve(json),
  };
}

/** One job in a page of its own. */
export async function dub(
  context: BrowserContext,
  url: string,
  job: DubJob,
  query: PageQuery = {},
): Promise<Dubbed> {
  const page = await context.newPage();
  try {
    await page.goto(pageUrl(url, query));
    return await dubOnPage(page, job);
  } finally {
    await page.close();
  }
}

/** Serves the built app, which lies in `root`, and starts a browser for as long as `use` runs. */
async function withStudio<T>(
  { root, ...options }: LaunchOptions & { root: string },
  use: (context: BrowserContext, url: string) => Promise<T>,
): Promise<T> {
  const served = await serve({ root, port: 0 });
  try {
    const profile = await launchProfile(options);
    try {
      return await use(profile.context, served.url);
    } finally {
      await profile.close();
    }
  } finally {
    await served.close();
  }
}

/** A line on stderr for each whole step of five percent or new stage. */
function progressPrinter(): (seen: Seen) => void {
  let last = '';
  return ({ percent, step, timeLeft }) => {
    const mark = `${step}${Math.floor(percent / 5)}`;
    if (mark === last) return;
    last = mark;
    console.error(`${percent.toFixed(0).padStart(3)} %  ${step}${timeLeft ? `  ${timeLeft}` : ''}`);
  };
}

/** One job in a browser of its own. Writes the stages' seconds where that is asked for. Throws what went wrong. */
export async function dubOnce(
  args: DubArguments,
  root: string,
  onProgress: (seen: Seen) => void,
): Promise<Dubbed> {
  const { lines, video, speech, network } = args;
  const files = [video, network?.file ?? video, ...(lines ? [lines.sheet, ...lines.speeches] : [speech])];
  for (const file of files) accessSync(file, constants.R_OK);
  return withStudio({ root, webgpu: args.webgpu }, async (context, url) => {
    const dubbed = await dub(context, url, { ...args, onProgress }, args.query);
    const { timings, device, speaker } = dubbed;
    if (args.json !== null)
      writeFileSync(args.json, `${JSON.stringify({ timings, device, speaker }, null, 2)}\n`);
    return dubbed;
  });
}

async function run(args: DubArguments): Promise<void> {
  ensureBuilt();
  const { timings, notes } = await dubOnce(args, DIST, progressPrinter());
  for (const note of notes) console.error(note);
  console.error(`100 %  ${args.out}  (${(timings.total ?? 0).toFixed(1)} s)`);
}

async function main(): Promise<number> {
  const words = process.argv.slice(2);
  if (words.includes('--help') || words.includes('-h')) {
    console.log(USAGE);
    return 0;
  }
  let args: DubArguments;
  try {
    args = readArguments(words);
  } catch (reason) {
    console.error(`${(reason as Error).message}\n\n${USAGE}`);
    return 2;
  }
  try {
    await run(args);
    return 0;
  } catch (reason) {
    console.error(reason instanceof PageError ? reason.message : `failed: ${(reason as Error).message}`);
    return 1;
  }
}

if (isMain(import.meta.url)) process.exitCode = await main();
