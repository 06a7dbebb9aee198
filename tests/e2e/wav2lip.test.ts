import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ffmpeg, videoOf } from '../../scripts/ffmpeg';
import { dubOnPage, giveFile, part, useNetwork, type NetworkJob } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { expectVideo } from './expect-video';
import { useStudio } from './studio';

const network = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const TINY = network('wav2lip-tiny.onnx');
const job = (file: string, change: Partial<NetworkJob> = {}): NetworkJob => ({
  ...{ file, name: 'Tiny', licence: 'for tests', published: false },
  ...change,
});

/** The networks that the user brought: those that can be deleted. */
const listed = (page: Page) => part(page, 'network').filter({ has: page.getByRole('button') });
const ready = (page: Page) => page.locator('[data-testid=network][data-state=ready]');

describe('the Wav2Lip engine', () => {
  const studio = useStudio({ known: true });

  it('paints with a network that the user brought, names its terms, and keeps it until it is deleted', async () => {
    const page = await studio.open();
    const out = studio.scratch('painted.mp4');
    const [video, speech] = [fixture('face-short.mp4'), fixture('voice.wav')];
    const { timings } = await dubOnPage(page, { video, speech, out, network: job(TINY) });
    expect(timings.render).toBeGreaterThan(0);
    expectVideo(out, { source: video, seconds: 3 });
    expect(await part(page, 'result-network').innerText()).toMatch(/Tiny.*for tests/);

    await page.reload();
    await part(page, 'engine-wav2lip').check({ force: true });
    await ready(page).waitFor();
    await expect
      .poll(() => listed(page).allInnerTexts())
      .toEqual([expect.stringMatching(/Tiny[^]*96 × 96[^]*for tests/)]);
    await listed(page).getByRole('button').click();
    await listed(page).getByRole('button').first().click();
    await part(page, 'network').filter({ hasText: 'Tiny' }).waitFor({ state: 'detached' });
    // The one that is built in takes its place.
    await expect.poll(() => ready(page).innerText()).toMatch(/wav2lip-mini/);
    await page.reload();
    await part(page, 'engine-wav2lip').check({ force: true });
    await part(page, 'network-input').waitFor({ state: 'attached' });
    expect(await listed(page).count()).toBe(0);
  });

  it('paints out of the box with the network that is built in, which cannot be deleted', async () => {
    const page = await studio.open();
    const out = studio.scratch('mini.mp4');
    const [video, speech] = [fixture('face-short.mp4'), fixture('voice.wav')];
    await part(page, 'engine-wav2lip').check({ force: true });
    await ready(page).waitFor();
    expect(await ready(page).innerText()).toMatch(/wav2lip-mini[^]*built in[^]*Apache-2\.0/);
    expect(await listed(page).count()).toBe(0);
    await dubOnPage(page, { video, speech, out, network: { ...job(TINY), file: null } });
    expectVideo(out, { source: video, seconds: 3 });
    expect(await part(page, 'result-network').innerText()).toMatch(/wav2lip-mini.*Apache-2\.0/);
  });

  it('makes a still picture talk, upright as its EXIF data say', async () => {
    const page = await studio.open();
    const still = studio.scratch('face.jpg');
    ffmpeg(['-i', fixture('face-short.mp4'), '-frames:v', '1', '-vf', 'transpose=cclock', still]);
    // EXIF: big-endian, one entry: orientation 6, to be turned clockwise by a quarter.
    const exif = Buffer.from(
      'ffe100224578696600004d4d002a00000008000101120003000000010006000000000000',
      'hex',
    );
    const jpeg = readFileSync(still);
    writeFileSync(still, Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]));
    const out = studio.scratch('talking.mp4');
    await giveFile(page, 'video', still);
    expect(await part(page, 'engine-wav2lip').isChecked()).toBe(true);
    await part(page, 'engine-reuse').check({ force: true });
    await giveFile(page, 'speech', fixture('voice.wav'));
    expect(await part(page, 'start').isEnabled()).toBe(false);
    await dubOnPage(page, { video: still, speech: fixture('voice.wav'), out, network: job(TINY) });
    const [made, given] = [videoOf(out), videoOf(fixture('face-short.mp4'))];
    expect([made.width, made.height, made.fps, made.frames]).toEqual([given.width, given.height, 25, 75]);
  });

  it('wants terms for a file that nobody knows, and forgets a file that is declined', async () => {
    const page = await studio.open();
    await part(page, 'engine-wav2lip').check({ force: true });
    await part(page, 'network-input').setInputFiles(TINY);
    await part(page, 'network-terms').waitFor();
    await part(page, 'network-agree').check();
    expect(await part(page, 'network-accept').isEnabled()).toBe(false);
    await part(page, 'network-name').fill('Tiny');
    await part(page, 'network-licence').fill('for tests');
    expect(await part(page, 'network-accept').isEnabled()).toBe(true);
    await part(page, 'network-agree').uncheck();
    expect(await part(page, 'network-accept').isEnabled()).toBe(false);
    await part(page, 'network-terms').getByRole('button').last().click();
    await part(page, 'network-terms').waitFor({ state: 'detached' });
    expect(await listed(page).count()).toBe(0);
  });

  /** The tiny network with a description of so many bytes (field 6 of ONNX's ModelProto), as large files have weights. */
  function padded(name: string, bytes: number): string {
    const length: number[] = [];
    for (let rest = bytes; rest > 0; rest = Math.floor(rest / 128))
      length.push((rest % 128) | (rest >= 128 ? 128 : 0));
    const file = studio.scratch(name);
    writeFileSync(
      file,
      Buffer.concat([readFileSync(TINY), Buffer.from([0x32, ...length]), Buffer.alloc(bytes, 'k')]),
    );
    return file;
  }

  function spoilt(name: string, bytes: Buffer): string {
    const file = studio.scratch(name);
    writeFileSync(file, bytes);
    return file;
  }

  it.each([
    ['a text', () => spoilt('text.onnx', Buffer.from('no network at all\n'.repeat(99))), 'model/not-onnx'],
    ['half a file', () => spoilt('half.onnx', readFileSync(TINY).subarray(0, 30_000)), 'model/not-onnx'],
    ['an empty file', () => spoilt('empty.onnx', Buffer.alloc(0)), 'model/not-onnx'],
    [
      'another network',
      () => fileURLToPath(new URL('../../models/mouth/mouth.onnx', import.meta.url)),
      'model/other-contract',
    ],
  ])('refuses %s, says why, and takes a good one next', async (_, file, code) => {
    const page = await studio.open();
    await expect(useNetwork(page, job(file()))).rejects.toMatchObject({ at: 'network', code });
    const alert = part(page, 'network-error');
    expect((await alert.innerText()).length).toBeGreaterThan(60);
    if (code === 'model/other-contract') expect(await alert.innerText()).toMatch(/\[B,6,S,S\][^]*mel/);
    await useNetwork(page, job(TINY));
    expect(await ready(page).count()).toBe(1);
  });

  it('takes what lies in a folder, one after the other, and leaves what is no network', async () => {
    const page = await studio.open();
    const folder = studio.scratch('weights');
    mkdirSync(folder);
    for (const name of ['wav2lip-tiny.onnx', 'wav2lip-tiny-batch1.onnx', 'wav2lip-answers.json'])
      copyFileSync(network(name), join(folder, name));
    await part(page, 'engine-wav2lip').check({ force: true });
    await part(page, 'network-folder').setInputFiles(folder);
    for (const name of ['One', 'Two']) {
      await part(page, 'network-terms').waitFor();
      await part(page, 'network-name').fill(name);
      await part(page, 'network-licence').fill('for tests');
      await part(page, 'network-agree').check();
      await part(page, 'network-accept').click();
      await listed(page).filter({ hasText: name }).waitFor();
    }
    await part(page, 'network-terms').waitFor({ state: 'detached' });
    expect(await listed(page).count()).toBe(2);
    expect(await part(page, 'network-error').count()).toBe(0);
  });

  it('takes a file of 150 MB, telling how far it has read', async () => {
    const page = await studio.open();
    await useNetwork(page, job(padded('large.onnx', 150_000_000)));
    expect(await ready(page).innerText()).toMatch(/150(\.\d)? MB|143(\.\d)? MiB/);
  });
});
