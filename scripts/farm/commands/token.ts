import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UsageError } from '../../setting-flags';
import { makeToken, readTokens, writeTokens } from '../api/tokens';
import { countOf, EXIT, type Command } from '../command';

const usage = `koubo token NAME --tokens FILE [options]

Makes a token for koubo api and prints it, this once: the file keeps its hash only. It also prints the secret that signs
this token's webhooks. koubo api reads the file when it starts.

  --tokens FILE     where tokens are kept; made where it is not there
  --jobs N          jobs that may wait or run at the same time (100)
  --gib-a-day N     what may be uploaded on one day (100)
  --admin           may also see the queue (/admin), the metrics and every job
  --remove          takes the token of this name back

Exit code: 0 done, 1 failed, 2 wrong use.`;

async function run(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const flags = { admin: { type: 'boolean' }, remove: { type: 'boolean' } } as const;
  const options = { tokens: text, jobs: text, 'gib-a-day': text, ...flags };
  const { values, positionals } = parseArgs({ args, options, strict: true, allowPositionals: true });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0 || values.tokens === undefined)
    throw new UsageError('One name and --tokens are needed.');
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(name))
    throw new UsageError('A name is made of small letters, digits and hyphens.');
  const known = existsSync(values.tokens) ? readTokens(values.tokens) : [];
  const others = known.filter((each) => each.name !== name);
  if (values.remove) {
    if (others.length === known.length) throw new Error(`There is no token of the name ${name}.`);
    writeTokens(values.tokens, others);
    return EXIT.done;
  }
  if (others.length < known.length) throw new Error(`There is a token of the name ${name}: remove it first.`);
  const { token, kept } = makeToken({
    ...{ name, admin: values.admin ?? false, jobs: countOf('jobs', values.jobs, 100) },
    bytesADay: countOf('gib-a-day', values['gib-a-day'], 100) * 2 ** 30,
  });
  writeTokens(values.tokens, [...others, kept]);
  console.log(`token ${token}\nwebhook secret ${kept.webhookSecret}`);
  return EXIT.done;
}

export const tokenCommand: Command = { usage, run };
