import type { TestProject } from 'vitest/node';
import { startLabServer } from '../../scripts/lab/server';
import type { SourceServer } from '../../scripts/source-server';
import { makeFixtures } from '../fixtures/make';
import { findTools } from '../tools';

declare module 'vitest' {
  export interface ProvidedContext {
    labServer: SourceServer;
  }
}

/**
 * What tests need that ask a page from source, not the built app. One server for both processes: two would make the same
 * packages ready in the same folder at the same time.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  findTools();
  makeFixtures();
  const { url, files, close } = await startLabServer();
  provide('labServer', { url, files });
  return close;
}
