import { spawnSync } from 'node:child_process';
import { canInstall, findChromium, hasChromium, install, onPath, program } from '../scripts/chromium';

/** All programs that tests in a browser need, or one clear sentence on how to get them. */
export function findTools(): void {
  if (canInstall()) installMissing();
  program('ffmpeg');
  findChromium();
  findChineseFont();
}

/** Small, and with all that the app writes. */
const CHINESE_FONT = 'fonts-wqy-microhei';

/** Programs, each with the names it may have, and the Debian packages that hold them. */
const PROGRAMS = [
  { names: ['ffmpeg'], debian: 'ffmpeg' },
  { names: ['firefox', 'firefox-esr'], debian: 'firefox-esr' },
  { names: ['Xvfb'], debian: 'xvfb' },
  { names: ['unzip'], debian: 'unzip' },
  { names: ['python3'], debian: 'python3' },
  { names: ['pkill'], debian: 'procps' },
  { names: ['fc-list'], debian: 'fontconfig' },
];

/** Installs all that is missing at once: each time costs a look at what there is. */
function installMissing(): void {
  const missing = PROGRAMS.filter(({ names }) => names.every((name) => onPath(name) === null));
  const packages = missing.map(({ debian }) => debian);
  if (!hasChromium()) packages.push('chromium');
  if (onPath('fc-list') === null || !hasChineseFont()) packages.push(CHINESE_FONT);
  if (packages.length > 0) install(...packages);
}

/** Makes sure that Chinese can be written: where it cannot, the app writes its label in English alone. */
function findChineseFont(): void {
  if (!hasChineseFont())
    throw new Error(`A font with Chinese characters is needed. Debian: sudo apt install ${CHINESE_FONT}`);
}

/** Linux alone comes without one. */
function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true;
  return spawnSync(program('fc-list', 'fontconfig'), [':lang=zh']).stdout.length > 0;
}
