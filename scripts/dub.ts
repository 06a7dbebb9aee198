import { accessSync, constants, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { ensureBuilt } from './built';
import { launchProfile, type LaunchOptions } from './chromium';
import { isMain } from './is-main';
import { serve } from './serve';
import {
  numberOf,
  personOf,
  SETTING_FLAGS,
  settingsOf,
  TRIM_FLAGS,
  trimOf,
  UsageError,
} from './setting-flags';
import {
  DEFAULT_CONSENT,
  dubOnPage,
  pageUrl,
  PageError,
  type Dubbed,
  type DubJob,
  type NetworkJob,
  type PageQuery,
  type Seen,
} from './studio-page';

const USAGE = `npm run dub -- --video V --audio A --out O.mp4 [options]

  --video FILE      a video of a person talking
  --audio FILE      the new speech (a sound file, or a video with sound)
  --out FILE        the mp4 (or webm: --format) to write
  --lang en|zh      language of messages (en)
  --video-in S, --video-out S
                    use only a part of the video, from second to second
  --speech-in S, --speech-out S
                    the same of the speech
  --opening N       how wide the mouth opens, 0 to 1.5; 1 is as spoken
  --offset S        seconds by which the mouth comes later than the sound, -1 to 1
  --pauses P        in pauses the mouth closes (close), is the video's own (original), or does what the model says (model)
  --blending N      width of the soft edge around the mouth as a factor, 0.5 to 1.5 (1)
  --sharpening N    sharpening of the mouth, 0 to 1 (what the engine does by itself)
  --recording R     the speech as it was given (given), or without rumble and noise and as loud as is usual (cleaned)
  --originalSound N level of the video's own sound under the speech, 0 to 1 (0)
  --quality Q       small, source or high (source)
  --size S          most lines of the short side: source, 1080p or 720p (source)
  --format F        mp4 or webm (mp4)
  --label P         where the opening pictures say that they are generated: top-right, top, top-left, bottom-right,
                    bottom, bottom-left, or off (top-right)
  --labelText T     in which language: auto, both, zh or en (auto: as --lang)
  --person N        who speaks where there are several, counted from 1, the largest and most present first (the one whose
                    mouth goes with the video's own sound, else the one whose mouth moves, else the largest)
  --engine wav2lip  paint the mouth with a Wav2Lip network instead of the video's own mouths
  --model FILE      its ONNX file (the first that is built in)
  --licence TEXT    the terms under which you may use that file: giving them accepts them
  --method M        improved, or published: work exactly as Wav2Lip was published (improved)
  --consent NAME    who confirms the right to use the face in the video (command line)
  --encoder ffmpeg  encode mp4 with ffmpeg.wasm even where the browser can encode
  --json FILE       write the seconds of each stage there
  --timeout S       give up after so many seconds (3600)
  --webgpu          let the browser use WebGPU

Exit code: 0 done, 1 failed (the page's error code and text are on stderr), 2 wrong use.`;

/** What the command line asks for. */
export type DubArguments = DubJob & { query: PageQuery; json: string | null; webgpu: boolean };

type NetworkFlags = { engine?: string; model?: string; licence?: string; method?: string };

/** The network that paints, or null for the engine that needs none. */
function networkOf({ engine = 'reuse', model, licence, method }: NetworkFlags): NetworkJob | null {
  if (engine !== 'reuse' && engine !== 'wav2lip')
    throw new UsageError(`--engine is reuse or wav2lip, not "${engine}".`);
  if (engine === 'reuse') {
    if ([model, licence, method].some((flag) => flag !== undefined))
      throw new UsageError('--model, --licence and --method belong to --engine wav2lip.');
    return null;
  }
  if (method !== undefined && method !== 'published' && method !== 'improved')
    throw new UsageError(`--method is improved or published, not "${method}".`);
  if (model !== undefined && !licence?.trim())
    throw new UsageError('--model needs --licence: the terms under which you may use the file.');
  const file = model === undefined ? null : resolve(model);
  return {
    file,
    name: model === undefined ? '' : basename(model),
    licence: licence ?? '',
    published: method === 'published',
  };
}

/** Reads the command line; throws an `Error` that says what is wrong with it. */
export function readArguments(args: string[]): DubArguments {
  const text = { type: 'string' } as const;
  const options = {
    video: text,
    audio: text,
    out: text,
    lang: text,
    ...TRIM_FLAGS,
    ...SETTING_FLAGS,
    person: text,
    engine: text,
    model: text,
    licence: text,
    method: text,
    consent: text,
    encoder: text,
    json: text,
    timeout: text,
    webgpu: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ args, options, strict: true, allowPositionals: false });
  const { video, audio, out, lang = 'en', encoder } = values;
  if (!video || !audio || !out) throw new UsageError('--video, --audio and --out are needed.');
  if (lang !== 'en' && lang !== 'zh') throw new UsageError(`--lang is en or zh, not "${lang}".`);
  if (encoder !== undefined && encoder !== 'ffmpeg')
    throw new UsageError(`--encoder is ffmpeg, not "${encoder}".`);
  return {
    network: networkOf(values),
    trim: trimOf(values),
    video: resolve(video),
    speech: resolve(audio),
    consent: values.consent ?? DEFAULT_CONSENT,
    out: resolve(out),
    timeout: values.timeout === undefined ? 3600 : numberOf('timeout', values.timeout),
    json: values.json === undefined ? null : resolve(values.json),
    webgpu: values.webgpu ?? false,
    query: {
      lang,
      ...(encoder && { encoder }),
      ...personOf(values),
      ...settingsOf(values),
    },
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

/** Serves the built app and starts a browser for as long as `use` runs. */
async function withStudio<T>(
  options: LaunchOptions,
  use: (context: BrowserContext, url: string) => Promise<T>,
): Promise<T> {
  const served = await serve({ port: 0 });
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

async function run(args: DubArguments): Promise<void> {
  const files = [args.video, args.speech, args.network?.file ?? args.speech];
  for (const file of files) accessSync(file, constants.R_OK);
  ensureBuilt();
  await withStudio({ webgpu: args.webgpu }, async (context, url) => {
    const job = { ...args, onProgress: progressPrinter() };
    const { timings, device, speaker, notes } = await dub(context, url, job, args.query);
    const told = { timings, device, speaker };
    if (args.json !== null) writeFileSync(args.json, `${JSON.stringify(told, null, 2)}\n`);
    for (const note of notes) console.error(note);
    console.error(`100 %  ${args.out}  (${(timings.total ?? 0).toFixed(1)} s)`);
  });
}

async function main(): Promise<number> {
  let args: DubArguments;
  try {
    args = readArguments(process.argv.slice(2));
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
