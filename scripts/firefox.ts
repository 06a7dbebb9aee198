import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import puppeteer, { type Browser } from 'puppeteer-core';
import { canInstall, onPath, program } from './chromium';

/** Firefox's path: `$FIREFOX` or the system's; else Debian's extended support release, installed where possible. */
export function findFirefox(): string {
  const named = process.env.FIREFOX;
  if (named && !existsSync(named)) throw new Error(`$FIREFOX names ${named}, which does not exist.`);
  return named ?? onPath('firefox') ?? program('firefox-esr');
}

/** True where there is what `launchFirefox` needs, or it can be had. */
export function canHaveFirefox(): boolean {
  const has = (name: string) => onPath(name) !== null;
  return canInstall() || (has('Xvfb') && (!!process.env.FIREFOX || has('firefox') || has('firefox-esr')));
}

export type Firefox = {
  readonly browser: Browser;
  /** Where downloads land, under their own names. */
  readonly downloads: string;
  close(): Promise<void>;
};

/** A browser's settings, as `about:config` names them. */
export type Preferences = Record<string, boolean | number | string>;

/** Starts Firefox with a fresh profile, in a window on a screen that nobody sees. Whoever launches closes it. */
export async function launchFirefox(preferences: Preferences = {}): Promise<Firefox> {
  const executablePath = findFirefox();
  const screen = await startScreen();
  const downloads = mkdtempSync(join(tmpdir(), 'koubo-downloads-'));
  const stop = () => {
    screen.process.kill();
    rmSync(downloads, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const browser = await puppeteer.launch({
      ...{ browser: 'firefox', executablePath, headless: false, timeout: 60_000 },
      env: { ...process.env, DISPLAY: screen.name },
      defaultViewport: { width: 1280, height: 900 },
      extraPrefsFirefox: {
        ...{ 'browser.download.folderList': 2, 'browser.download.dir': downloads },
        ...preferences,
      },
    });
    return { browser, downloads, close: () => browser.close().finally(stop) };
  } catch (reason) {
    stop();
    throw reason;
  }
}

/** A screen of its own, under the first number that is free. */
async function startScreen(): Promise<{ process: ChildProcess; name: string }> {
  const size = ['-screen', '0', '1280x1024x24'];
  const child = spawn(program('Xvfb', 'xvfb'), ['-displayfd', '1', ...size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('exit', () => reject(new Error('Xvfb gave no screen.')));
  });
  return { process: child, name: `:${number.trim()}` };
}
