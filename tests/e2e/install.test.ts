import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchProfile, type Profile } from '../../scripts/chromium';
import { DIST, serve, type Served } from '../../scripts/serve';
import { part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';

type Picture = { src: string; sizes: string };
const manifest = JSON.parse(readFileSync(join(DIST, 'manifest.webmanifest'), 'utf8')) as {
  icons: Picture[];
  screenshots: Picture[];
  file_handlers: { accept: Record<string, string[]> }[];
};

describe('the web app manifest', () => {
  let profile: Profile;
  let served: Served;
  beforeAll(async () => {
    served = await serve({ port: 0 });
    profile = await launchProfile({ serviceWorkers: true });
  });
  afterAll(async () => {
    await profile.close();
    await served.close();
  });

  /** A page that the service worker serves. */
  async function open() {
    const page = await profile.context.newPage();
    await page.goto(served.url);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    return page;
  }

  it('has what Chromium wants of an app that can be installed', async () => {
    const page = await open();
    const session = await profile.context.newCDPSession(page);
    const { errors } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    expect(installabilityErrors).toEqual([]);
  });

  it.each([...manifest.icons, ...manifest.screenshots].filter(({ sizes }) => sizes !== 'any'))(
    'names the true size of $src',
    ({ src, sizes }) => {
      const png = readFileSync(join(DIST, src));
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
    },
  );

  it('gives files that are shared with it to the page, and to nobody else', async () => {
    await (await open()).close();
    const page = await profile.context.newPage();
    await page.setContent(
      `<form method="post" enctype="multipart/form-data" action="${served.url}share">
        <input type="file" name="files" multiple><button>share</button></form>`,
    );
    await page.locator('input').setInputFiles([fixture('voice.wav'), fixture('face.mp4')]);
    await page.locator('button').click();
    // Any website could send such a form: nothing is taken before the person says so.
    await part(page, 'shared').waitFor();
    expect(await part(page, 'shared').innerText()).toMatch(/voice\.wav[^]*face\.mp4/);
    expect(await part(page, 'video-facts').count()).toBe(0);
    await part(page, 'shared-take').click();
    await part(page, 'video-facts').waitFor();
    expect(await part(page, 'video-facts').innerText()).toMatch(/320/);
    await part(page, 'speech-facts').waitFor();
    expect(page.url()).not.toContain('shared');
    await page.reload();
    expect(await page.evaluate(() => caches.keys())).toEqual(['koubo-files:/']);
  });

  it('refuses files that a website sends, where the browser tells', async () => {
    await (await open()).close();
    const other = await serve({ port: 0, isolation: false });
    const page = await profile.context.newPage();
    await page.goto(`${other.url}manifest.webmanifest`);
    await page.evaluate((action) => {
      document.body.innerHTML = `<form method="post" enctype="multipart/form-data" action="${action}">
        <input name="files" type="file"><button>send</button></form>`;
    }, `${served.url}share`);
    await page.locator('input').setInputFiles(fixture('voice.wav'));
    await page.locator('button').click();
    await page.waitForURL(`${served.url}**`);
    await part(page, 'start').waitFor();
    expect(await part(page, 'shared').count()).toBe(0);
    expect(await page.evaluate(() => caches.keys())).toEqual(['koubo-files:/']);
    await other.close();
  });

  it('gives files that are opened with it to the page', async () => {
    const page = await profile.context.newPage();
    // Only an installed app is launched with files; what follows the launch is the page's own.
    await page.addInitScript(() => {
      type Consumer = (launch: { files: FileSystemHandle[] }) => void;
      Object.defineProperty(window, 'launchQueue', {
        value: { setConsumer: (consumer: Consumer) => Object.assign(window, { consumer }) },
      });
    });
    await page.goto(served.url);
    const bytes = [...readFileSync(fixture('voice.wav'))];
    await page.evaluate(async (content) => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle('voice.wav', { create: true });
      const out = await handle.createWritable();
      await out.write(new Uint8Array(content));
      await out.close();
      (window as unknown as { consumer(launch: unknown): void }).consumer({ files: [handle] });
    }, bytes);
    await part(page, 'speech-facts').waitFor();
  });
});
