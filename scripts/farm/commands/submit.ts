import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WISH_FLAGS, WISH_USAGE, wishOf, type Wish } from '../../dub-options';
import { LINES_FLAGS, LINES_USAGE, linesOf } from '../../lines-options';
import { UsageError } from '../../setting-flags';
import { readList } from '../batch/list';
import { EXIT, type Command } from '../command';
import { FARM_FLAGS, FARM_USAGE, farmPlace, withQueue } from '../farm-options';
import { putFile } from '../put-files';
import type { FarmQueue } from '../queue/queue';
import { readWork, RefReader, weightsOf, type Sources } from '../read-work';
import { progressOf, reporterFor, type Reporter } from '../reporter';
import { resultKey, type Store } from '../store/store';
import { extensionOf, type Work } from '../work';

const usage = `koubo submit --video V --audio A [--out O.mp4] [options]
koubo submit LIST.csv [--out DIR] [options]

Hands jobs to the workers of a farm and tells their ids, one a line. The same files with the same settings are the same
job, which is done once. The list is that of koubo batch.

  --video FILE      a video of a person talking
  --audio FILE      the new speech (a sound file, or a video with sound)
${LINES_USAGE}
  --out PATH        wait for the results and write them there: a file, or a folder for a list
${FARM_USAGE}
  --json            tell what happens as lines of JSON on stdout
${WISH_USAGE}

Exit code: 0 handed over, or with --out done; 1 some failed, 2 wrong use.`;

type Wanted = {
  readonly name: string;
  readonly sources: Sources;
  readonly wish: Wish;
  readonly out: string | null;
};
type Submitted = Wanted & { readonly id: string; readonly work: Work };

const LOOK_MS = 1000;

async function submitOne(
  queue: FarmQueue,
  store: Store,
  wanted: Wanted,
  refs: RefReader,
): Promise<Submitted> {
  const { sources, wish } = wanted;
  const work = await readWork(sources, wish, refs);
  await putFile(store, work.video, sources.video);
  await putFile(store, work.speech, sources.speech);
  const { lines } = sources;
  if (lines && work.lines) {
    await putFile(store, work.lines.sheet, lines.sheet);
    for (const [i, ref] of work.lines.speeches.entries())
      await putFile(store, ref, lines.speeches[i] as string);
  }
  const file = wish.network?.file;
  const weights = file ? weightsOf(file) : null;
  if (file && work.network?.file) await putFile(store, work.network.file, file);
  if (weights !== null && work.network?.weights) await putFile(store, work.network.weights, weights);
  return { ...wanted, work, id: await queue.submit({ work }) };
}

/** Copies a result out of the store; it is there whole or not at all. */
async function fetchResult(store: Store, id: string, out: string): Promise<void> {
  await mkdir(dirname(out), { recursive: true });
  await pipeline(await store.read(resultKey(id)), createWriteStream(`${out}.part`));
  await rename(`${out}.part`, out);
}

/** Waits for a job's end. True where it was done. */
async function waitFor(queue: FarmQueue, store: Store, job: Submitted, reporter: Reporter): Promise<boolean> {
  const { id, name, out } = job;
  const started = performance.now();
  reporter.tell({ event: 'start', job: id, name });
  for (;;) {
    const state = await queue.stateOf(id);
    if (state?.progress) {
      const { percent, stage: step, secondsLeft } = state.progress;
      reporter.tell(progressOf(id, name, { percent, step, secondsLeft, timeLeft: '' }));
    }
    if (state?.result && out !== null) {
      await fetchResult(store, id, out);
      const seconds = (performance.now() - started) / 1000;
      reporter.tell({ event: 'done', job: id, name, out, seconds, kept: false, notes: state.result.notes });
      return true;
    }
    if (state === null || state.state === 'failed') {
      const error = state?.error ?? {
        code: 'farm/cancelled',
        text: 'Somebody has taken it out of the queue.',
      };
      reporter.tell({ event: 'failed', job: id, name, ...error });
      return false;
    }
    await sleep(LOOK_MS);
  }
}

/** What the command line asks for. */
async function wantedOf(
  values: Parameters<typeof linesOf>[0] & { video?: string; out?: string },
  positionals: readonly string[],
  wish: Wish,
): Promise<{ wanted: Wanted[]; problems: { line: number; code: string; text: string }[] }> {
  const { video, audio, out } = values;
  const [list] = positionals;
  const { beside } = values;
  if (beside !== undefined) throw new UsageError('--beside belongs to koubo dub.');
  const lines = list === undefined ? linesOf(values) : null;
  const speech = lines?.speeches[0] ?? audio;
  if (positionals.length > 1 || (list === undefined) === (video === undefined || speech === undefined))
    throw new UsageError('Either one list, or --video and --audio are needed.');
  if (list === undefined) {
    const sources = { video: resolve(video ?? ''), speech: resolve(speech ?? ''), lines };
    const name = basename(out ?? sources.video);
    return { wanted: [{ name, sources, wish, out: out === undefined ? null : resolve(out) }], problems: [] };
  }
  const { rows, problems } = await readList(list, values);
  const wanted = rows.map(({ name, person, ...sources }) => {
    const query = { ...wish.query, ...(person !== null && { person }) };
    const file = `${name}.${extensionOf({ query })}`;
    return {
      name: file,
      sources,
      wish: { ...wish, query },
      out: out === undefined ? null : join(resolve(out), file),
    };
  });
  return { wanted, problems };
}

async function run(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const own = { video: text, audio: text, out: text, json: { type: 'boolean' } } as const;
  const options = { ...WISH_FLAGS, ...LINES_FLAGS, ...FARM_FLAGS, ...own };
  const { values, positionals } = parseArgs({ args, options, strict: true, allowPositionals: true });
  const place = await farmPlace(values);
  const { wanted, problems } = await wantedOf(values, positionals, wishOf(values));
  const json = values.json ?? false;
  return withQueue(place, async (queue) => {
    const reporter = reporterFor(json);
    const refs = new RefReader();
    for (const { line, ...told } of problems)
      reporter.tell({ event: 'failed', job: String(line), name: `line ${line}`, ...told });
    const submitted: Submitted[] = [];
    for (const each of wanted) {
      const job = await submitOne(queue, place.store, each, refs);
      submitted.push(job);
      if (values.out === undefined)
        console.log(json ? JSON.stringify({ event: 'submitted', job: job.id, name: job.name }) : job.id);
    }
    if (values.out === undefined) return problems.length > 0 ? EXIT.failed : EXIT.done;
    const good = await Promise.all(submitted.map((job) => waitFor(queue, place.store, job, reporter)));
    reporter.close();
    return problems.length > 0 || good.includes(false) ? EXIT.failed : EXIT.done;
  });
}

export const submitCommand: Command = { usage, run };
