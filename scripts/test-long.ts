/** `npm run test:long [-- --shard N] [-- options of Vitest]`: the long tests, all of them or one shard. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMain } from './is-main';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A shard is what `tests/long/<number>-*.test.ts` holds. */
const filesOf = (shard: number) =>
  readdirSync(`${ROOT}tests/long`).filter(
    (name) => name.startsWith(`${shard}-`) && name.endsWith('.test.ts'),
  );

/** How many shards there are; they are numbered from 1. */
export function shardCount(): number {
  let count = 0;
  while (filesOf(count + 1).length > 0) count++;
  return count;
}

/** The shard whose turn it is on a day: all come round. */
export const shardOf = (date: Date, count: number): number =>
  (Math.floor(date.getTime() / 86_400_000) % count) + 1;

/** The shard that was asked for: a number, `today`, or null for all. Throws a `RangeError` where there is no such one. */
export function chosenShard(asked: string | undefined, count: number, now: Date): number | null {
  if (asked === undefined || asked === 'all') return null;
  const shard = asked === 'today' ? shardOf(now, count) : Number(asked);
  if (Number.isInteger(shard) && shard >= 1 && shard <= count) return shard;
  throw new RangeError(
    `There is no shard "${asked}": they are numbered 1 to ${count}, or "today", or "all".`,
  );
}

if (isMain(import.meta.url)) {
  const { values, positionals } = parseArgs({
    options: {
      shard: { type: 'string' },
      reporter: { type: 'string', multiple: true },
      'outputFile.json': { type: 'string' },
    },
    allowPositionals: true,
  });
  const count = shardCount();
  const shard = chosenShard(values.shard, count, new Date());
  console.log(
    shard === null ? `All ${count} shards` : `Shard ${shard} of ${count}: ${filesOf(shard).join(', ')}`,
  );
  const report = (values.reporter ?? []).map((name) => `--reporter=${name}`);
  const output = values['outputFile.json'];
  const words = [
    ...['vitest', 'run', '--config', 'tests/long/vitest.config.ts', ...report],
    ...(output === undefined ? [] : [`--outputFile.json=${output}`]),
    ...(shard === null ? positionals : [`tests/long/${shard}-`, ...positionals]),
  ];
  const { status } = spawnSync('npx', ['--no-install', ...words], { cwd: ROOT, stdio: 'inherit' });
  process.exit(status ?? 1);
}
