import { parseArgs } from 'node:util';
import { EXIT, type Command } from '../command';
import { FARM_FLAGS, FARM_USAGE, farmPlace, withQueue } from '../farm-options';
import type { FarmState } from '../queue/queue';

const usage = `koubo status [ID…] [options]

Tells how the jobs with these ids stand; without an id how many stand how, and which workers there are.

  --log             the jobs' logs as well
${FARM_USAGE}
  --json            lines of JSON

Exit code: 0 told, 1 where one of the jobs has failed or is not known, 2 wrong use.`;

function inWords({ id, state, progress, result, error }: FarmState): string {
  const more = [
    progress && `${progress.percent.toFixed(0)} % ${progress.stage}`,
    result && `${result.bytes} bytes, ${result.hash}`,
    error && `${error.code}: ${error.text}`,
  ].filter(Boolean);
  return [id, state, ...more].join('  ');
}

async function run(args: string[]): Promise<number> {
  const own = { json: { type: 'boolean' }, log: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({
    args,
    options: { ...FARM_FLAGS, ...own },
    strict: true,
    allowPositionals: true,
  });
  return withQueue(await farmPlace(values), async (queue) => {
    if (positionals.length === 0) {
      const counts = await queue.counts();
      const workers = await queue.workers();
      if (values.json) console.log(JSON.stringify({ ...counts, workers }));
      else {
        console.log(
          Object.entries(counts)
            .map(([state, count]) => `${count} ${state}`)
            .join(', '),
        );
        for (const worker of workers) console.log(`worker ${worker}`);
      }
      return EXIT.done;
    }
    let bad = false;
    for (const id of positionals) {
      const state = await queue.stateOf(id);
      bad ||= state === null || state.state === 'failed';
      const logs = values.log ? await queue.logOf(id) : [];
      if (values.json)
        console.log(JSON.stringify({ ...(state ?? { id, state: 'unknown' }), ...(values.log && { logs }) }));
      else {
        console.log(state ? inWords(state) : `${id}  unknown`);
        for (const line of logs) console.log(`  ${line}`);
      }
    }
    return bad ? EXIT.failed : EXIT.done;
  });
}

export const statusCommand: Command = { usage, run };
