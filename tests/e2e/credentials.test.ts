import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { program } from '../../scripts/chromium';
import { readCredentials } from '../../scripts/read-credentials';
import { dubOnPage, part } from '../../scripts/studio-page';
import { storedValue } from '../fixtures/database';
import { fixture } from '../fixtures/make';
import { save, withoutPicker } from './downloads';
import { useStudio } from './studio';

const studio = useStudio({ known: true });

const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const VIDEO = fixture('face-short.mp4');
const SPEECH = fixture('voice.wav');

async function dub(page: Page, name: string): Promise<string> {
  const out = studio.scratch(name);
  await dubOnPage(page, { video: VIDEO, speech: SPEECH, out });
  return out;
}

/** The key that signs, as the browser keeps it; null where there is none. */
const storedKey = async (page: Page) =>
  (await storedValue(page, 'signing-key')).evaluate((value) => {
    const { privateKey, certificate } = (value ?? {}) as { privateKey?: CryptoKey; certificate?: Uint8Array };
    if (!privateKey || !certificate) return null;
    return { extractable: privateKey.extractable, certificate: Array.from(certificate) };
  });

it('a result says, signed by this browser, what it was made from, wherever it is taken from', async () => {
  const page = await studio.open();
  expect(await storedKey(page)).toBeNull();
  const out = await dub(page, 'first.mp4');
  const mp4 = readFileSync(out);

  const report = await readCredentials(mp4);
  expect(report.state).toBe('Valid');
  expect(report.failures).toEqual(['signingCredential.untrusted']);
  expect(report.title).toBe('face-short__voice.mp4');
  expect(report.ingredients).toMatchObject([
    {
      relationship: 'parentOf',
      title: 'face-short.mp4',
      instance_id: `nih:sha-256;${hashOf(VIDEO)}`,
      description: `SHA-256 ${hashOf(VIDEO)}`,
    },
    { relationship: 'componentOf', title: 'voice.wav', instance_id: `nih:sha-256;${hashOf(SPEECH)}` },
  ]);
  expect(report.actions).toMatchObject([
    { action: 'c2pa.opened' },
    { action: 'c2pa.placed' },
    { action: 'c2pa.edited', digitalSourceType: expect.stringMatching(/compositeWithTrained/) as string },
  ]);

  const key = await storedKey(page);
  expect(key?.extractable).toBe(false);
  const certificate = new X509Certificate(Uint8Array.from(key?.certificate ?? []));
  expect(mp4.includes(certificate.raw)).toBe(true);
  expect(certificate.subject).toContain('Koubo');

  const flipped = Uint8Array.from(mp4);
  flipped[Math.floor(mp4.length / 2)] = (mp4[Math.floor(mp4.length / 2)] ?? 0) ^ 1;
  expect((await readCredentials(flipped)).failures).toContain('assertion.bmffHash.mismatch');

  const args = ['-v', 'error', '-show_entries', 'format_tags', '-of', 'json', out];
  const probed = spawnSync(program('ffprobe', 'ffmpeg'), args, { encoding: 'utf8' });
  expect(probed.stderr).toBe('');
  expect(probed.stdout).toContain('AIGC');

  await part(page, 'again').click();
  const second = await dub(page, 'second.mp4');
  expect(readFileSync(second).includes(certificate.raw)).toBe(true);
  expect((await readCredentials(readFileSync(second))).failures).toEqual(['signingCredential.untrusted']);

  await part(page, 'nav-results').click();
  await part(page, 'result-open').first().click();
  await part(page, 'result-facts').locator('summary').click();
  expect(await part(page, 'signed-video').innerText()).toBe(hashOf(VIDEO));
  expect(await part(page, 'signed-speech').innerText()).toBe(hashOf(SPEECH));
  expect(await part(page, 'signed-certificate').innerText()).toBe(
    certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  );
  await page.keyboard.press('Escape');

  await withoutPicker(page);
  await part(page, 'results-all').check();
  const zip = studio.scratch('all.zip');
  await save(page, zip, () => part(page, 'results-zip').click());
  await part(page, 'zip-done').waitFor();
  const packed = execFileSync(program('unzip'), ['-p', zip, 'face-short__voice.mp4']);
  expect([out, second].map(hashOf)).toContain(createHash('sha256').update(packed).digest('hex'));
  expect((await readCredentials(packed)).state).toBe('Valid');
});
