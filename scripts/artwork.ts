/**
 * Draws the icons and screenshots of the web app manifest from public/icon.svg and the built app:
 * `npm run build && node --import tsx scripts/artwork.ts`, after either has changed.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launch } from './chromium';
import { ffmpeg } from './ffmpeg';
import { serve } from './serve';
import { pageUrl } from './studio-page';

const PUBLIC = fileURLToPath(new URL('../public/', import.meta.url));
const SVG = readFileSync(`${PUBLIC}icon.svg`, 'utf8');
/** Launchers cut a maskable icon to their own shape, down to a circle of four fifths of its width. */
const SAFE = 0.9;

/** The icon on a square of `size` pixels; `maskable` fills the square and keeps the drawing in its middle. */
async function drawIcon(browser: Browser, name: string, size: number, maskable: boolean): Promise<void> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const scale = maskable ? SAFE : 1;
  const ground = maskable ? '#0f6b57' : 'transparent';
  await page.setContent(
    `<style>body { margin: 0; height: 100vh; display: grid; place-items: center; background: ${ground} }
    svg { width: ${size * scale}px; height: ${size * scale}px }</style>${SVG}`,
  );
  const drawn = await page.screenshot({ omitBackground: true });
  await page.close();
  // A flat drawing is a third smaller where no row is told by its difference from the one before.
  ffmpeg(['-i', 'pipe:0', '-pred', 'none', '-bitexact', `${PUBLIC}icons/${name}.png`], drawn);
}

async function shoot(browser: Browser, name: string, width: number, height: number, scale: number) {
  const served = await serve({ port: 0 });
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  await page.goto(pageUrl(served.url, { lang: 'zh' }));
  await page.getByTestId('start').waitFor({ state: 'attached' });
  await page.screenshot({ path: `${PUBLIC}screenshots/${name}.png` });
  await context.close();
  await served.close();
}

mkdirSync(`${PUBLIC}icons`, { recursive: true });
mkdirSync(`${PUBLIC}screenshots`, { recursive: true });
const browser = await launch();
await drawIcon(browser, '192', 192, false);
await drawIcon(browser, '512', 512, false);
await drawIcon(browser, 'maskable-512', 512, true);
await shoot(browser, 'wide', 1280, 800, 1);
await shoot(browser, 'narrow', 390, 844, 2);
await browser.close();
