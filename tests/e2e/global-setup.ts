import { findChromium, program } from '../../scripts/chromium';
import { ensureBuilt } from '../../scripts/built';
import { makeFixtures } from '../fixtures/make';

/** Everything the end-to-end tests need, or one clear sentence on how to get it. */
export default function setup(): void {
  program('ffmpeg');
  findChromium();
  ensureBuilt();
  makeFixtures();
}
