import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../scripts/built';
import { isMain } from '../scripts/is-main';
import { startLab } from '../scripts/lab.js';
import { serve } from '../scripts/serve';
import { benchAgain } from './again';
import { startBenchPage, type BenchPage } from './bench-page';
import { benchCues } from './cues/bench-cues';
import { benchHostile } from './hostile';
import { benchJobs } from './jobs';
import { benchLarge } from './large';
import { benchLong } from './long';
import { measureDub, type Cost } from './measure-dub';
import { nameOf, OUT, readOptions, USAGE, type BenchOptions } from './options';
import { measureQuality, remembering, type Analyst, type Quality } from './quality';
import { benchResults } from './results';
import { benchRevoice } from './revoice';
import { contactSheet } from './sheet';
import { megabytes, table } from './table';
import { benchTruth, makeByTruth } from './truth/bench-truth';
import { benchClosures } from './truth/closures';
import { benchSilence } from './truth/silence';
import { benchWav2Lip } from './wav2lip';

type Row = {
  clip: string;
  speech: string;
  cost: Cost;
  /** A plain mediabunny transcode of the clip in this run, and the conversion that had to come before it. */
  transcode: { seconds: number; convertSeconds: number };
  /** Total time over that of conversion and transcode together. */
  ratio: number;
  quality: Quality | null;
};

/** One clip with one speech: dub it through the page, then measure what came out. */
async function measure(
  url: string,
  clip: string,
  speech: string,
  transcode: Row['transcode'],
  tools: Tools,
): Promise<Row> {
  const name = `${nameOf(clip)}__${nameOf(speech)}`;
  const out = join(OUT, `${name}.mp4`);
  const plainPath = join(OUT, `${name}.plain.mp4`);
  const cost = await measureDub(url, { video: clip, speech, out });
  const ratio = (cost.timings.total ?? NaN) / (transcode.seconds + transcode.convertSeconds);
  const files = { video: clip, speech, out, plainPath };
  const quality = tools.options.quality ? await measureQuality(files, tools.lab, tools.page) : null;
  if (quality && tools.options.sheets)
    contactSheet(out, plainPath, await tools.lab.track(out), join(OUT, `${name}.png`));
  return { clip: nameOf(clip), speech: nameOf(speech), cost, transcode, ratio, quality };
}

type Tools = { lab: Analyst; page: BenchPage; options: BenchOptions };

const fixed = (value: number | undefined, digits: number) =>
  value === undefined ? '–' : value.toFixed(digits);

const STEPS = ['probe', 'convert', 'track', 'listen', 'plan', 'render', 'total'] as const;

function speedTable(rows: readonly Row[]): string {
  return table(
    [
      'clip',
      'speech',
      ...STEPS.map((step) => `${step} s`),
      '× real time',
      'transcode s',
      'ratio',
      'peak memory',
    ],
    rows.map(({ clip, speech, cost, transcode, ratio }) => [
      clip,
      speech,
      ...STEPS.map((step) => fixed(cost.timings[step], 1)),
      fixed(cost.timesRealTime, 2),
      `${fixed(transcode.seconds, 1)}${transcode.convertSeconds > 0 ? ` + ${fixed(transcode.convertSeconds, 1)}` : ''}`,
      fixed(ratio, 2),
      megabytes(cost.peakBytes),
    ]),
  );
}

function qualityTable(rows: readonly Row[]): string {
  return table(
    [
      'clip',
      'speech',
      'r',
      'best r',
      'lag ms',
      'sharpness',
      'alike',
      'encoded',
      'seam',
      'jitter',
      'PSNR dB',
      'worst dB',
    ],
    rows.map(({ clip, speech, quality: q }) => [
      clip,
      speech,
      fixed(q?.r, 2),
      fixed(q?.best, 2),
      fixed(q?.lagMs, 0),
      fixed(q?.sharpness, 2),
      fixed(q?.alikeSharpness, 2),
      fixed(q?.encodedSharpness, 2),
      fixed(q?.seam, 2),
      fixed(q?.jitter, 2),
      fixed(q?.psnr, 1),
      fixed(q?.worstPsnr, 1),
    ]),
  );
}

/** Every clip with every speech. */
async function benchTable(options: BenchOptions, url: string): Promise<Row[]> {
  const page = await startBenchPage();
  const lab = remembering(await startLab());
  const rows: Row[] = [];
  try {
    for (const clip of options.clips) {
      const transcode = await page.transcode(clip);
      for (const speech of options.speeches) {
        console.error(`${nameOf(clip)} with ${nameOf(speech)} …`);
        rows.push(await measure(url, clip, speech, transcode, { lab, page, options }));
        save('table', rows);
      }
    }
  } finally {
    await lab.close();
    await page.close();
  }
  console.log(speedTable(rows));
  console.log(
    'transcode: mediabunny, whole clip, same bit rate; "+": the conversion by ffmpeg that had to come first.',
  );
  if (options.quality) console.log(`\n${qualityTable(rows)}`);
  return rows;
}

/** Stores figures with the machine they were measured on. */
function save(name: string, figures: unknown): void {
  const machine = {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memory: megabytes(totalmem()),
    at: new Date().toISOString(),
  };
  writeFileSync(join(OUT, `${name}.json`), `${JSON.stringify({ machine, figures }, null, 2)}\n`);
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  if (words.includes('--help')) return console.log(USAGE);
  const options = readOptions(words);
  mkdirSync(OUT, { recursive: true });
  if (options.mode === 'wav2lip') return save('wav2lip', await benchWav2Lip(options));
  if (options.mode === 'oracle') {
    const { files } = options;
    return save('oracle', await (files.length > 0 ? makeByTruth(files) : benchTruth(options)));
  }
  if (options.mode === 'truth') return save('truth', await benchTruth(options));
  if (options.mode === 'closures') return save('closures', await benchClosures(options));
  if (options.mode === 'silence') return save('silence', await benchSilence(options));
  ensureBuilt();
  const served = await serve({ port: 0 });
  try {
    if (options.mode === 'long') save('long', await benchLong(served.url, options));
    else if (options.mode === 'large') save('large', await benchLarge(served.url, options));
    else if (options.mode === 'again') save('again', await benchAgain(served.url, options));
    else if (options.mode === 'cues') save('cues', await benchCues(served.url, options));
    else if (options.mode === 'results') save('results', await benchResults(served.url, options));
    else if (options.mode === 'hostile') save('hostile', await benchHostile(served.url, options.files));
    else if (options.mode === 'jobs') save('jobs', await benchJobs(served.url, options));
    else if (options.mode === 'revoice') save('revoice', await benchRevoice(served.url, options));
    else save('table', await benchTable(options, served.url));
  } finally {
    await served.close();
  }
}

if (isMain(import.meta.url)) {
  try {
    await main();
  } catch (reason) {
    console.error(reason instanceof TypeError ? `${reason.message}\n\n${USAGE}` : reason);
    process.exitCode = 1;
  }
}
