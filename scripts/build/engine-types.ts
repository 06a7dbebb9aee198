import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Writes the types of the engine's entrance beside the built one: `engine/types/engine/index.d.ts`. */
export function engineTypes(): Plugin {
  return {
    name: 'koubo-engine-types',
    apply: 'build',
    closeBundle: {
      sequential: true,
      handler() {
        const compiler = `${ROOT}node_modules/typescript-native/bin/tsc`;
        const args = [compiler, '-p', `${ROOT}src/engine/tsconfig.public.json`];
        const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
        if (status !== 0) this.error(`the engine's types were not written:\n${stdout}`);
      },
    },
  };
}
