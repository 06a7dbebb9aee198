import { parseArgs } from 'node:util';
import { serve, whyNotServed, askedPort } from '../../serve';
import { appFolder } from '../app-url';
import { EXIT, type Command } from '../command';
import { interruptSignal } from '../interrupt';

const usage = `koubo serve [options]

Serves the studio as a page, to this machine only.

  --port N          where (5686, or what PORT says)
  --json            tell the address as a line of JSON on stdout

Exit code: 0 ended by Ctrl+C, 1 failed, 2 wrong use.`;

async function run(args: string[]): Promise<number> {
  const options = { port: { type: 'string' }, json: { type: 'boolean' } } as const;
  const { values } = parseArgs({ args, options, strict: true });
  const port = askedPort(values.port ?? process.env.PORT);
  const interrupt = interruptSignal();
  const served = await serve({ root: appFolder(), port }).catch((reason: NodeJS.ErrnoException) => {
    throw whyNotServed(reason, port);
  });
  if (values.json) console.log(JSON.stringify({ event: 'serving', url: served.url }));
  else console.log(`Koubo is at ${served.url}  (Ctrl+C ends it)`);
  await new Promise((resolve) => interrupt.signal.addEventListener('abort', resolve, { once: true }));
  interrupt.close();
  await served.close();
  return EXIT.done;
}

export const serveCommand: Command = { usage, run };
