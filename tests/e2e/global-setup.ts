import { spawnSync } from 'node:child_process';
import { canInstall, findChromium, install, program } from '../../scripts/chromium';
import { ensureBuilt } from '../../scripts/built';
import { makeFixtures } from '../fixtures/make';

/** Everything the end-to-end tests need, or one clear sentence on how to get it. */
export default function setup(): void {
  program('ffmpeg');
  findChromium();
  findChineseFont();
  ensureBuilt();
  makeFixtures();
}

/** Small, and with all that the app writes. */
const CHINESE_FONT = 'fonts-wqy-microhei';

/** Makes sure that Chinese can be written: where it cannot, the app writes its label in English alone. */
function findChineseFont(): void {
  if (hasChineseFont()) return;
  if (canInstall()) install(CHINESE_FONT);
  if (!hasChineseFont())
    throw new Error(`A font with Chinese characters is needed. Debian: sudo apt install ${CHINESE_FONT}`);
}

/** Linux alone comes without one. */
function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true;
  return spawnSync(program('fc-list', 'fontconfig'), [':lang=zh']).stdout.length > 0;
}
