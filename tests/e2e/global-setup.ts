import { ensureBuilt } from '../../scripts/built';
import { makeFixtures } from '../fixtures/make';
import { findTools } from '../tools';

/** What the end-to-end tests need. */
export default function setup(): void {
  findTools();
  ensureBuilt();
  makeFixtures();
}
