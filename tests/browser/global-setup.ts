import { makeFixtures } from '../fixtures/make';
import { findTools } from '../tools';

/** What tests need that ask a page from source, not the built app. */
export default function setup(): void {
  findTools();
  makeFixtures();
}
