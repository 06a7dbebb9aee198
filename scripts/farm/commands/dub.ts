import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { dubOnce, readArguments } from '../../dub';
import { WISH_FLAGS, WISH_USAGE } from '../../dub-options';
import { PageError } from '../../studio-page';
import { appFolder } from '../app-url';
import { EXIT, type Command } from '../command';
import { progressOf, reporterFor } from '../reporter';

const usage = `koubo dub --video V --audio A --out O.mp4 [options]

  --video FILE      a video of a person talking
  --audio FILE      the new speech (a sound file, or a video with sound)
  --out FILE        the mp4 (or webm: --format) to write
  --json            tell what happens as lines of JSON on stdout
  --timings FILE    write the seconds of each stage there
${WISH_USAGE}

Exit code: 0 done, 1 failed (with the error's code and text), 2 wrong use.`;

const text = { type: 'string' } as const;
const OWN = { video: text, audio: text, out: text, timings: text, json: { type: 'boolean' } } as const;

/** Words for `npm run dub`, whose `--json` takes a file. */
function forDub(args: string[]): { args: string[]; json: boolean } {
  const options = { ...WISH_FLAGS, ...OWN };
  const { tokens, values } = parseArgs({ args, options, strict: true, tokens: true });
  const words = tokens.flatMap((token) => {
    if (token.kind !== 'option' || token.name === 'json') return [];
    const name = token.name === 'timings' ? 'json' : token.name;
    return token.value === undefined ? [`--${name}`] : [`--${name}=${token.value}`];
  });
  return { args: words, json: values.json ?? false };
}

async function run(given: string[]): Promise<number> {
  const { args: words, json } = forDub(given);
  const args = readArguments(words);
  const reporter = reporterFor(json);
  const [job, name, started] = ['1', basename(args.out), performance.now()];
  const seconds = () => (performance.now() - started) / 1000;
  try {
    const root = appFolder();
    reporter.tell({ event: 'start', job, name });
    const { notes } = await dubOnce(args, root, (seen) => reporter.tell(progressOf(job, name, seen)));
    reporter.tell({ event: 'done', job, name, out: args.out, seconds: seconds(), kept: false, notes });
    return EXIT.done;
  } catch (reason) {
    const { code, text: said } =
      reason instanceof PageError ? reason : { code: 'job/failed', text: (reason as Error).message };
    reporter.tell({ event: 'failed', job, name, code, text: said });
    return EXIT.failed;
  } finally {
    reporter.close();
  }
}

export const dubCommand: Command = { usage, run };
