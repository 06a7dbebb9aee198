/**
 * `npm run soak -- [--kills N] [--power-cuts N]`: kills the browser N times while it works, half of them while it renders,
 * and looks at what is left: every job done, every result playable, no file that nobody asks for. Or takes its profile as
 * it lies on the disk, as many times, with the ends of stored files lost: nothing wrong is called done.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { kills: { type: 'string' }, 'power-cuts': { type: 'string' } } });
const SHARDS = { kills: '7-kills', 'power-cuts': '7-power-cuts' } as const;

/** How often; throws where that is no number. */
function times(flag: keyof typeof SHARDS): number {
  const asked = Number(values[flag] ?? 0);
  if (Number.isInteger(asked) && asked >= 0) return asked;
  throw new RangeError(`--${flag} must be a whole number, not “${values[flag]}”.`);
}

function soak(): number {
  const counts = { kills: times('kills'), 'power-cuts': times('power-cuts') };
  const files = (['kills', 'power-cuts'] as const).filter((flag) => counts[flag] > 0);
  if (files.length === 0) throw new RangeError('--kills N, --power-cuts N, or both.');
  const { status } = spawnSync(
    'npx',
    [
      ...['vitest', 'run', '--config', 'tests/long/vitest.config.ts'],
      ...files.map((flag) => `tests/long/${SHARDS[flag]}.test.ts`),
    ],
    {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: {
        ...process.env,
        SOAK_KILLS: String(counts.kills),
        SOAK_POWER_CUTS: String(counts['power-cuts']),
      },
      stdio: 'inherit',
    },
  );
  return status ?? 1;
}

try {
  process.exitCode = soak();
} catch (reason) {
  if (!(reason instanceof RangeError)) throw reason;
  console.error(reason.message);
  process.exitCode = 1;
}
