import { MultiBar, type SingleBar } from 'cli-progress';
import type { Seen } from '../studio-page';

/** What happens to a job, as a line of JSON tells it. */
export type JobEvent =
  | { event: 'start'; job: string; name: string }
  | {
      event: 'progress';
      job: string;
      name: string;
      percent: number;
      stage: string;
      secondsLeft: number | null;
    }
  | {
      event: 'done';
      job: string;
      name: string;
      out: string;
      seconds: number;
      kept: boolean;
      notes: readonly string[];
    }
  | { event: 'failed'; job: string; name: string; code: string; text: string }
  | { event: 'end'; done: number; failed: number; kept: number; seconds: number };

/** Tells people or programs how jobs get on. */
export type Reporter = { tell(event: JobEvent): void; close(): void };

export const progressOf = (job: string, name: string, { percent, step, secondsLeft }: Seen): JobEvent => ({
  ...{ event: 'progress', job, name, percent, stage: step, secondsLeft },
});

/** One JSON object a line on stdout; progress at each whole percent or new stage. */
function jsonLines(): Reporter {
  const last = new Map<string, string>();
  return {
    tell(event) {
      if (event.event === 'progress') {
        const mark = `${event.stage}${Math.floor(event.percent)}`;
        if (last.get(event.job) === mark) return;
        last.set(event.job, mark);
      } else if ('job' in event) last.delete(event.job);
      process.stdout.write(`${JSON.stringify(event)}\n`);
    },
    close: () => {},
  };
}

/** What a line of text says of an event; null for what it passes over. */
function inWords(event: JobEvent): string | null {
  switch (event.event) {
    case 'done':
      return `${event.kept ? 'there ' : 'done  '} ${event.out}${event.kept ? '' : `  (${event.seconds.toFixed(1)} s)`}`;
    case 'failed':
      return `failed ${event.name}: ${event.code}: ${event.text}`;
    case 'end':
      return `${event.done} done, ${event.kept} were there, ${event.failed} failed  (${event.seconds.toFixed(1)} s)`;
    case 'start':
    case 'progress':
      return null;
    default:
      return event satisfies never;
  }
}

/** Lines on stderr, of progress one for each five percent or new stage. */
function plainLines(): Reporter {
  const last = new Map<string, string>();
  return {
    tell(event) {
      if (event.event === 'progress') {
        const mark = `${event.stage}${Math.floor(event.percent / 5)}`;
        if (last.get(event.job) === mark) return;
        last.set(event.job, mark);
        console.error(`${event.percent.toFixed(0).padStart(3)} %  ${event.stage}  ${event.name}`);
        return;
      }
      const words = inWords(event);
      if (words !== null) console.error(words);
      if (event.event === 'done') for (const note of event.notes) console.error(`       ${note}`);
    },
    close: () => {},
  };
}

/** A bar for each job that runs, and above them what has ended. */
function bars(): Reporter {
  const format = '{bar} {percentage} %  {stage}  {left}  {name}';
  const all = new MultiBar({
    format,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
    barsize: 24,
  });
  const bar = new Map<string, SingleBar>();
  return {
    tell(event) {
      if (event.event === 'start')
        bar.set(event.job, all.create(100, 0, { name: event.name, stage: '', left: '' }));
      else if (event.event === 'progress') {
        const left = event.secondsLeft === null ? '' : `${Math.ceil(event.secondsLeft)} s`;
        bar.get(event.job)?.update(Math.floor(event.percent), { stage: event.stage, left });
      } else {
        const done = 'job' in event ? bar.get(event.job) : undefined;
        if (done) all.remove(done);
        if ('job' in event) bar.delete(event.job);
        if (event.event === 'end') all.stop();
        const words = inWords(event);
        if (words !== null)
          (event.event === 'end' ? console.error : (line: string) => all.log(`${line}\n`))(words);
      }
    },
    close: () => all.stop(),
  };
}

/** JSON lines where they are wanted, bars on a terminal, lines of text elsewhere. */
export function reporterFor(json: boolean): Reporter {
  if (json) return jsonLines();
  return process.stderr.isTTY ? bars() : plainLines();
}
