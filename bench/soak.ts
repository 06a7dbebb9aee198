/**
 * `npm run soak -- --kills N`: kills the browser N times while it works, half of them while it renders, and looks at
 * what is left: every job done, every result playable, no file that nobody asks for.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '1000' } } });
const kills = Number(values.kills);
if (!Number.isInteger(kills) || kills < 1) {
  console.error(`--kills must be a whole number from 1, not “${values.kills}”.`);
  process.exit(1);
}
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--config', 'tests/long/vitest.config.ts', 'tests/long/7-kills.test.ts'],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, SOAK_KILLS: String(kills) },
    stdio: 'inherit',
  },
);
process.exitCode = status ?? 1;
