import { hostname } from 'node:os';
import { parseArgs } from 'node:util';
import { serve } from '../../serve';
import { appFolder } from '../app-url';
import { countOf, type Command } from '../command';
import { FARM_FLAGS, FARM_USAGE, farmPlace } from '../farm-options';
import { Interrupted, interruptSignal } from '../interrupt';
import { checkRedis } from '../redis';
import { BrowserStudio, sweepProfiles } from '../studio/browser-studio';
import { FarmWorker } from '../worker/worker';

const usage = `koubo worker [options]

Does the jobs of a farm's queue on this machine, until it is told to stop (SIGTERM or Ctrl+C): then what is not done goes
back to the queue within ten seconds, and another worker goes on from where it was.

  --slots N         jobs at the same time, a headless Chromium for each (1)
  --jobs-per-browser N
                    a browser is started anew after so many jobs (20)
  --memory GIB      or where it holds more than so much after one (4; Linux only)
  --webgpu          let the browsers use WebGPU
${FARM_USAGE}
  --json            tell what happens as lines of JSON on stdout

Exit code: 0 ended by SIGTERM, 130 by Ctrl+C, 1 failed, 2 wrong use.`;

async function run(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const own = { slots: text, 'jobs-per-browser': text, memory: text } as const;
  const flags = { webgpu: { type: 'boolean' }, json: { type: 'boolean' } } as const;
  const { values } = parseArgs({ args, options: { ...FARM_FLAGS, ...own, ...flags }, strict: true });
  const { redis, store } = await farmPlace(values);
  const slots = countOf('slots', values.slots, 1);
  const jobs = countOf('jobs-per-browser', values['jobs-per-browser'], 20);
  const mostBytes = countOf('memory', values.memory, 4) * 2 ** 30;
  await checkRedis(redis);
  const interrupt = interruptSignal();
  const served = await serve({ root: appFolder(), port: 0 });
  sweepProfiles();
  const studios = Array.from(
    { length: slots },
    () => new BrowserStudio({ url: served.url, webgpu: values.webgpu ?? false, jobs, mostBytes }),
  );
  const worker = new FarmWorker({
    ...{ redis, store, studios },
    onEvent: (event) => {
      if (values.json) console.log(JSON.stringify(event));
      else console.error(`${event.what.padEnd(8)} ${event.id}${event.text ? `  ${event.text}` : ''}`);
    },
  });
  if (!values.json)
    console.error(`${hostname()}-${process.pid} works with ${slots} ${slots === 1 ? 'browser' : 'browsers'}`);
  await new Promise((resolve) => interrupt.signal.addEventListener('abort', resolve, { once: true }));
  await worker.close();
  interrupt.close();
  await served.close();
  const { reason } = interrupt.signal as { reason: unknown };
  // A service manager that ends a worker has not seen it fail.
  const code = reason instanceof Interrupted && reason.code === 130 ? 130 : 0;
  // Connections that wait for a Redis which is away would keep the program.
  process.exit(code);
}

export const workerCommand: Command = { usage, run };
