import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

/** Names under which Chromium and its kin are found on the PATH, in order of preference. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

const isRoot = () => process.getuid?.() === 0;

/** Path of a program, or null where the PATH has none of that name. */
export function onPath(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not here; the next folder may have it.
    }
  }
  return null;
}

/** True where Debian packages can be installed without asking anybody. */
export function canInstall(): boolean {
  return isRoot() && onPath('apt-get') !== null;
}

/** Installs Debian packages; throws with apt's last words where that fails. */
export function install(...packages: string[]): void {
  console.error(`Installing ${packages.join(', ')} (apt) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { status, stderr } = spawnSync('apt-get', ['-qq', ...words], { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`apt-get ${words.join(' ')} failed: ${stderr.trim().slice(-500)}`);
  }
}

/** Path of a program on the PATH, after installing its Debian package where that is possible. */
export function program(name: string, debianPackage = name): string {
  const found = onPath(name);
  if (found !== null) return found;
  if (canInstall()) install(debianPackage);
  const now = onPath(name);
  if (now === null)
    throw new Error(`${name} is needed and is not on the PATH. Debian: sudo apt install ${debianPackage}`);
  return now;
}

/** True where there is a Chromium that need not be installed. */
export const hasChromium = (): boolean =>
  !!process.env.CHROMIUM ||
  NAMES.some((name) => onPath(name) !== null) ||
  existsSync(chromium.executablePath());

/** Chromium's path: `$CHROMIUM`, the system's, Playwright's; else Debian's package is installed where possible. */
export function findChromium(): string {
  const named = process.env.CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`$CHROMIUM names ${named}, which does not exist.`);
  }
  for (const name of NAMES) {
    const found = onPath(name);
    if (found !== null) return found;
  }
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  if (canInstall()) return program('chromium');
  throw new Error(
    'No Chromium was found. Install it (Debian: sudo apt install chromium), run "npx playwright-core install ' +
      'chromium", or put the path of a Chrome or Chromium into $CHROMIUM.',
  );
}

export type LaunchOptions = {
  /** Lets WebGPU run, on the CPU where there is no graphics card. Off: pages see no WebGPU at all. */
  webgpu?: boolean;
  /** Browser's own language; what `navigator.language` answers where a page's context does not say. */
  language?: string;
  /** Milliseconds to wait for the browser to come up. */
  timeout?: number;
  /** Address of a proxy through which every request goes, those to this machine too. */
  proxy?: string;
  /** Another name for this machine; unlike `localhost` it makes no page secure that comes by plain HTTP. */
  alias?: string;
  /** A WAV file that the microphone hears once; pages may use it without asking. Without it there is none. */
  microphone?: string;
  /** false shows the window. */
  headless?: boolean;
};

export type ProfileOptions = LaunchOptions & {
  /** Lets the app keep itself for use without a network, which downloads all of it; off where jobs are measured. */
  serviceWorkers?: boolean;
  /** A folder for the profile that outlasts it; without it a fresh one. */
  folder?: string;
};

/** How long a page may take for what is asked of it, milliseconds: a busy machine is several times slower. */
export const PATIENCE_MS = 120_000;

/** Starts a quiet headless Chromium, with the switches of `$CHROMIUM_FLAGS` besides. Whoever launches closes it. */
export function launch(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch(playwrightOptions(options));
}

/** A browser with a profile on disk, gone when it is closed. */
export type Profile = { readonly context: BrowserContext; close(): Promise<void> };

/**
 * As `launch`, with a fresh profile in a temporary folder. The contexts of `launch` are private windows, in which
 * Chromium keeps the files of OPFS in memory: there every job's memory grows with its length.
 */
export async function launchProfile({
  serviceWorkers = false,
  folder: kept,
  ...options
}: ProfileOptions = {}): Promise<Profile> {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'koubo-profile-'));
  const context = await chromium.launchPersistentContext(folder, {
    ...playwrightOptions(options),
    acceptDownloads: true,
    serviceWorkers: serviceWorkers ? 'allow' : 'block',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return {
    context,
    async close() {
      await context.close();
      if (kept === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const microphoneFrom = (file: string) => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-audio-capture=${file}%noloop`,
];

/**
 * The last such switch counts, so these are Playwright's own and, before them, the pages that Chromium prepares for its
 * address bar: nobody sees them here, and each start of a browser costs a second and a half of the processor for them.
 */
const WITHOUT = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'PreloadTopChromeWebUI',
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'PreconnectToSearch',
];

function playwrightOptions({
  webgpu = false,
  language = 'en',
  timeout = 60_000,
  headless = true,
  proxy,
  alias,
  microphone,
}: LaunchOptions) {
  const args = [
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--autoplay-policy=no-user-gesture-required',
    `--lang=${language}`,
    `--disable-features=${WITHOUT.join(',')}`,
    ...(webgpu ? ['--enable-unsafe-webgpu'] : []),
    ...(proxy === undefined ? [] : [`--proxy-server=${proxy}`, '--proxy-bypass-list=<-loopback>']),
    ...(alias === undefined ? [] : [`--host-resolver-rules=MAP ${alias} 127.0.0.1`]),
    ...(microphone === undefined ? [] : microphoneFrom(microphone)),
    // Chromium's sandbox refuses to run as root.
    ...(isRoot() ? ['--no-sandbox'] : []),
    ...(process.env.CHROMIUM_FLAGS?.split(' ').filter(Boolean) ?? []),
  ];
  return { executablePath: findChromium(), args, headless, timeout };
}
