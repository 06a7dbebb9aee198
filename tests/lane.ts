import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import type { ViteUserConfig } from 'vitest/config';

/**
 * V8 compiles WebAssembly quickly first, and anew and better what has run for long. The tests' jobs last seconds: the second
 * compilation cost them a third of their processor time and paid back nothing. Results are the same to the bit.
 */
const CHROMIUM_FLAGS = '--js-flags=--wasm-tiering-budget=200000000';

/** What all lanes that need a browser have in common. */
export const lane = (test: NonNullable<ViteUserConfig['test']>): ViteUserConfig =>
  defineConfig({
    root: fileURLToPath(new URL('..', import.meta.url)),
    test: {
      environment: 'node',
      env: { CHROMIUM_FLAGS },
      // Files share a process, and with it the browser that the first of them started.
      isolate: false,
      maxWorkers: 2,
      // Tests that say so wait side by side.
      maxConcurrency: 16,
      testTimeout: 600_000,
      hookTimeout: 180_000,
      // By itself a poll ends after a second, which a busy machine takes for anything.
      expect: { poll: { timeout: 30_000 } },
      ...test,
    },
  });
