import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { WISH_FLAGS, WISH_USAGE, wishOf } from '../../dub-options';
import { HOW_FLAGS } from '../../lines-options';
import { serve } from '../../serve';
import { UsageError } from '../../setting-flags';
import { appFolder } from '../app-url';
import { readList } from '../batch/list';
import { runBatch } from '../batch/run-batch';
import { countOf, EXIT, type Command } from '../command';
import { Interrupted, interruptSignal } from '../interrupt';
import { reporterFor } from '../reporter';
import { BrowserStudio, sweepProfiles } from '../studio/browser-studio';

const usage = `koubo batch LIST.csv --out DIR [options]

Dubs a list on this machine; no server is needed. Each line names a video and a speech, from the list's own folder on,
and perhaps the result's name and the person's number, under the headings video, speech, name, person. Under script may
stand lines that are said in place of all of the video: a script (JSON), or subtitles (SRT, WebVTT) whose speech is a
folder with a file for each line, or one recording that runs along.

What was done before is not done again: begin it anew with the same words after it was stopped. What is known of results
and files lies in DIR/.koubo.

  --out DIR         folder of the results
  --jobs N          browsers at the same time (1)
  --fit F, --subtitles, --burn LOOK
                    how the lines of scripts are said and seen, as in koubo dub
  --json            tell what happens as lines of JSON on stdout
${WISH_USAGE}

Exit code: 0 all done, 1 some failed, 2 wrong use, 130 interrupted.`;

async function run(args: string[]): Promise<number> {
  const own = { out: { type: 'string' }, jobs: { type: 'string' }, json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({
    args,
    options: { ...WISH_FLAGS, ...HOW_FLAGS, ...own },
    strict: true,
    allowPositionals: true,
  });
  const [list, ...more] = positionals;
  if (list === undefined || more.length > 0 || values.out === undefined)
    throw new UsageError('One list and --out are needed.');
  const wish = wishOf(values);
  const jobs = countOf('jobs', values.jobs, 1);
  const { rows, problems } = await readList(list, values);
  const reporter = reporterFor(values.json ?? false);
  const interrupt = interruptSignal();
  const served = await serve({ root: appFolder(), port: 0 });
  sweepProfiles();
  const studios = Array.from(
    { length: jobs },
    () => new BrowserStudio({ url: served.url, webgpu: wish.webgpu }),
  );
  const started = performance.now();
  try {
    for (const { line, ...told } of problems)
      reporter.tell({ event: 'failed', job: String(line), name: `line ${line}`, ...told });
    const folder = resolve(values.out);
    const sums = await runBatch({ folder, rows, wish, studios, reporter, signal: interrupt.signal });
    const failed = sums.failed + problems.length;
    reporter.tell({ event: 'end', ...sums, failed, seconds: (performance.now() - started) / 1000 });
    return failed > 0 ? EXIT.failed : EXIT.done;
  } catch (reason) {
    if (reason instanceof Interrupted) return reason.code;
    throw reason;
  } finally {
    reporter.close();
    interrupt.close();
    await Promise.all(studios.map((studio) => studio.close()));
    await served.close();
  }
}

export const batchCommand: Command = { usage, run };
