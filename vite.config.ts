import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { contentSecurity } from './scripts/build/content-security';
import { engineTypes } from './scripts/build/engine-types';
import { licences } from './scripts/build/licences';
import { offline } from './scripts/build/offline';
import { ISOLATION_HEADERS } from './src/app/offline/policy';

const terms = licences();

export default defineConfig({
  plugins: [svelte(), contentSecurity(), terms.page, engineTypes(), offline()],
  // Relative, so that the built folder works under any path of any static host.
  base: './',
  build: {
    ...{ target: 'es2022', chunkSizeWarningLimit: 1200 },
    rollupOptions: {
      // The engine for other pages shares workers and models with the app (docs/embedding.md).
      input: { index: 'index.html', engine: 'src/engine/index.ts' },
      preserveEntrySignatures: 'exports-only',
      output: {
        entryFileNames: ({ name }) => (name === 'engine' ? 'engine/index.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  worker: { format: 'es', plugins: () => [terms.worker()] },
  server: { headers: { ...ISOLATION_HEADERS } },
  preview: { headers: { ...ISOLATION_HEADERS } },
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts', 'models/*.test.ts'],
    environment: 'node',
    // A process for each file would take twice as long as the tests in it.
    isolate: false,
    // Two cores: some files wait for Redis, for processes that are killed, or for time to pass, most of the time.
    maxWorkers: 4,
    unstubGlobals: true,
    // Nothing here takes seconds by itself, but all of it runs side by side.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
