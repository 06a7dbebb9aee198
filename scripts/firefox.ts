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
      args: ['-remote-allow-system-access'],
      env: { ...process.env, DISPLAY: screen.name },
      defaultViewport: { width: 1280, height: 900 },
      extraPrefsFirefox: {
        ...{ 'browser.download.folderList': 2, 'browser.download.dir': downloads },
        ...preferences,
      },
    });
    await leaveWorkersAlone(browser);
    return { browser, downloads, close: () => browser.close().finally(stop) };
  } catch (reason) {
    stop();
    throw reason;
  }
}

/** What of Puppeteer's own connection to Firefox is used here; its types do not tell of it. */
type Remote = { send(method: string, params: object): Promise<{ readonly result: unknown }> };

/**
 * Ends Firefox's watch over workers, which it keeps for whoever drives it. While it is kept, a worker that starts a
 * worker of its own waits until that one is announced, on a condition of which only one waiter is told; where the new
 * worker waits on it too and is the one told, the first never wakes (seen in Firefox 153 ESR, in one job of about 30,
 * where the sound's encoder starts). Nobody watches when people use Firefox.
 */
async function leaveWorkersAlone(browser: Browser): Promise<void> {
  const { connection } = browser as unknown as { readonly connection: Remote };
  const { result: tree } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const { contexts } = tree as { readonly contexts: readonly { readonly context: string }[] };
  const watch = 'chrome://remote/content/shared/js-process-actors/WebDriverWorkerListenerActor.sys.mjs';
  const { result } = await connection.send('script.evaluate', {
    expression: `ChromeUtils.importESModule('${watch}').unregisterWebDriverWorkerListenerActor()`,
    target: { context: contexts[0]?.context },
    awaitPromise: false,
  });
  // Versions that have no such watch, or another, are tested all the same.
  if ((result as { readonly type: string }).type !== 'success')
    console.warn('Firefox may go on watching workers', result);
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
