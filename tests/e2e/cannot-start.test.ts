import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DIST, serve, type Served } from '../../scripts/serve';
import { usePages } from './browser';

const pages = usePages();
let served: Served;
beforeAll(async () => {
  served = await serve({ port: 0 });
});
afterAll(() => served.close());

/** The script that starts the app. */
const START = /\/assets\/index-[^/]*\.js$/;

const newPage = () => pages.open({ serviceWorkers: 'block' });

/** What is said beside the app. */
const said = (page: Page) => page.locator('body > p');

async function expectBothLanguages(page: Page): Promise<void> {
  await said(page).waitFor();
  expect(await said(page).innerText()).toMatch(/a current Chrome, Edge or Firefox[^]*新版/);
}

it('says what is needed in a browser that cannot read its scripts', async () => {
  const page = await newPage();
  await page.route(START, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'let words = of a later language;' }),
  );
  await page.goto(served.url);
  await expectBothLanguages(page);
});

it('says what is needed in a browser that knows no modules', async () => {
  const page = await newPage();
  // Such a browser does not even ask for them.
  await page.route(START, () => {});
  await page.addInitScript(() => {
    delete (HTMLScriptElement.prototype as { noModule?: boolean }).noModule;
  });
  await page.goto(served.url, { waitUntil: 'commit' });
  await expectBothLanguages(page);
});

it('says what is needed where a script does not arrive', async () => {
  const page = await newPage();
  await page.route(START, (route) => route.abort());
  await page.goto(served.url);
  await expectBothLanguages(page);
});

it('says what is needed on a page that was opened from a folder', async () => {
  const page = await newPage();
  await page.goto(pathToFileURL(join(DIST, 'index.html')).href);
  await expectBothLanguages(page);
});

it('says nothing beside the app', async () => {
  const page = await newPage();
  await page.goto(served.url);
  await page.locator('#app h1').first().waitFor();
  expect(await said(page).count()).toBe(0);
  // Nor where something fails later on.
  await page.evaluate(() => {
    const picture = document.createElement('img');
    picture.src = 'missing.png';
    document.body.append(picture);
    return new Promise((resolve) => picture.addEventListener('error', resolve));
  });
  expect(await said(page).count()).toBe(0);
});

it('says nothing once the app is there after all', async () => {
  const page = await newPage();
  await page.route(START, async (route) => {
    // The app's script may be asked for before the page has heard of any other.
    await page.waitForFunction(() => {
      dispatchEvent(new Event('error'));
      return document.querySelector('body > p');
    });
    await route.continue();
  });
  await page.goto(served.url);
  await page.locator('#app h1').first().waitFor();
  expect(await said(page).isVisible()).toBe(false);
});
