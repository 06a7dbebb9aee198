import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    environment: 'node',
    globalSetup: 'tests/e2e/global-setup.ts',
    // Real jobs in a real browser; a machine with two cores runs one at a time.
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 180_000,
    // By itself a poll ends after a second, which a busy machine takes for anything.
    expect: { poll: { timeout: 30_000 } },
  },
});
