import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { numberOf, UsageError } from '../../setting-flags';
import { LIMITS, buildApi } from '../api/server';
import { readTokens, TokenBook } from '../api/tokens';
import { countOf, EXIT, type Command } from '../command';
import { FARM_FLAGS, FARM_USAGE, farmPlace, withQueue } from '../farm-options';
import { interruptSignal } from '../interrupt';

/** How long answers that are under way are waited for, milliseconds. */
const CLOSE_MS = 8000;
/** Beside the studio's own. */
const USUAL_PORT = 5687;

const usage = `koubo api --tokens FILE [options]

The farm over HTTP: docs/api.md. Programs upload files, submit jobs, hear how they get on, and fetch results.

  --tokens FILE     who may do so: koubo token makes it
  --host ADDRESS    where it listens (127.0.0.1: this machine only; put TLS in front of anything else)
  --port N          (${USUAL_PORT})
  --max-file GIB    of an uploaded file (8)
  --webhook ORIGIN  an origin that may be told of ends, such as https://erp.example; may be given several times
${FARM_USAGE}

Exit code: 0 ended by a signal, 1 failed, 2 wrong use.`;

async function run(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const own = { tokens: text, host: text, port: text, 'max-file': text } as const;
  const options = { ...FARM_FLAGS, ...own, webhook: { type: 'string', multiple: true } } as const;
  const { values } = parseArgs({ args, options, strict: true });
  if (values.tokens === undefined)
    throw new UsageError('--tokens is needed: make the file with koubo token.');
  const place = await farmPlace(values);
  const port = values.port === undefined ? USUAL_PORT : numberOf('port', values.port);
  const fileBytes = countOf('max-file', values['max-file'], LIMITS.fileBytes / 2 ** 30) * 2 ** 30;
  for (const origin of values.webhook ?? [])
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new UsageError(`--webhook wants an origin such as https://erp.example, not "${origin}".`);
  const tokens = new TokenBook(readTokens(values.tokens));
  return withQueue(place, async (queue, redis) => {
    const webhooks = values.webhook ?? [];
    const app = await buildApi({
      ...{ redis, queue, tokens, webhooks, store: place.store },
      limits: { fileBytes },
    });
    const interrupt = interruptSignal();
    const url = await app.listen({ host: values.host ?? '127.0.0.1', port });
    console.log(`Koubo's farm is at ${url}  (Ctrl+C ends it)`);
    await new Promise((resolve) => interrupt.signal.addEventListener('abort', resolve, { once: true }));
    interrupt.close();
    await Promise.race([app.close(), sleep(CLOSE_MS)]);
    // Connections that wait for a Redis which is away would keep the program.
    process.exit(EXIT.done);
  });
}

export const apiCommand: Command = { usage, run };
