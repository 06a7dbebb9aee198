import { expect, it } from 'vitest';
import { part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { addBatch, giveHeaps, queueRows, untilIdle, untilPhase } from './batch-page';
import { save, withoutPicker } from './downloads';
import { expectVideo } from './expect-video';
import { readZip } from './read-zip';
import { useStudio } from './studio';

const studio = useStudio({ known: true });
const files = (...names: string[]) => names.map(fixture);

it('makes a matrix of videos and speeches; what cannot be made stops nothing', async () => {
  const page = await studio.open();
  const videos = files('face-short.mp4', 'bars.mp4', 'face-2997.mp4', 'truncated.mp4');
  await giveHeaps(page, videos, files('voice.wav', 'voice-own.wav'));
  expect(await part(page, 'heap-error').getAttribute('data-code')).toBe('input/unreadable');
  expect(await part(page, 'batch-job').count()).toBe(6);
  expect(await part(page, 'batch-totals').innerText()).toMatch(/\d/);
  const first = page.locator('[data-testid=batch-job]', { hasText: 'face-short.mp4' }).first();
  await first.locator('img').waitFor();
  await first.getByTestId('job-adjust').click();
  await part(page, 'job-video-to-field').fill('1');
  await part(page, 'job-video-to-field').press('Enter');
  await first.getByTestId('job-differs').waitFor();
  await part(page, 'job-reset').click();
  expect(await part(page, 'job-differs').count()).toBe(0);
  await part(page, 'batch-name').fill('期末');
  await addBatch(page);
  expect(page.url()).toMatch(/#\/queue$/);
  expect(await part(page, 'nav-count').innerText()).toBe('6');
  await untilPhase(page, 'rendering');
  expect(await page.title()).toMatch(/^\d+% · \d\/6 · /);
  expect(await page.locator('link[rel=icon]').getAttribute('href')).toMatch(/^data:image\/svg/);
  await untilIdle(page);
  expect((await queueRows(page)).toSorted()).toEqual([
    'bars.mp4 + voice-own.wav: failed',
    'bars.mp4 + voice.wav: failed',
    'face-2997.mp4 + voice-own.wav: done',
    'face-2997.mp4 + voice.wav: done',
    'face-short.mp4 + voice-own.wav: done',
    'face-short.mp4 + voice.wav: done',
  ]);
  expect(await part(page, 'queue-error').first().getAttribute('data-code')).toBe('input/no-face');
  // The same files would only fail again.
  expect(await part(page, 'queue-retry-failed').isVisible()).toBe(false);
  expect(await page.title()).toMatch(/^Queue/);
  expect(await page.locator('link[rel=icon]').getAttribute('href')).toMatch(/icon\.svg$/);
  const row = page
    .locator('[data-testid=queue-job]', { hasText: 'face-short.mp4' })
    .filter({ hasText: 'voice.wav' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    row.getByTestId('queue-download').click(),
  ]);
  expect(download.suggestedFilename()).toBe('face-short__voice.mp4');
  const out = studio.scratch('batch.mp4');
  await download.saveAs(out);
  expectVideo(out, { source: fixture('face-short.mp4'), seconds: 3 });
  await part(page, 'nav-results').click();
  await part(page, 'results-search').fill('期末');
  await withoutPicker(page);
  const zip = studio.scratch('batch.zip');
  await save(page, zip, () => part(page, 'batch-zip').click());
  expect(
    readZip(zip)
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    'face-2997__voice-own.mp4',
    'face-2997__voice.mp4',
    'face-short__voice-own.mp4',
    'face-short__voice.mp4',
  ]);
});

it('pairs by name and by a list, and names results as the list says', async () => {
  const page = await studio.open();
  await giveHeaps(page, files('face.mp4', 'face-short.mp4'), files('voice.wav'));
  await part(page, 'pairing-names').check({ force: true });
  expect(await part(page, 'batch-job').count()).toBe(0);
  expect(await part(page, 'pairing-notes').innerText()).toContain('face.mp4');
  await part(page, 'pairing-table').check({ force: true });
  // GBK, as Excel in China writes it: 名称 and 开场.
  const [name, opening] = [Buffer.from([0xc3, 0xfb, 0xb3, 0xc6]), Buffer.from([0xbf, 0xaa, 0xb3, 0xa1])];
  const buffer = Buffer.concat([
    Buffer.from('video,speech,'),
    name,
    Buffer.from('\r\nface-short,voice.wav,'),
    opening,
    Buffer.from('\r\nnobody.mp4,voice.wav,\r\n'),
  ]);
  await part(page, 'pairing-table-input').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer });
  await part(page, 'batch-job').waitFor();
  expect(await part(page, 'batch-job').innerText()).toContain('开场');
  expect(await part(page, 'pairing-notes').innerText()).toContain('3');
  await addBatch(page);
  await untilIdle(page);
  const [download] = await Promise.all([page.waitForEvent('download'), part(page, 'queue-download').click()]);
  expect(download.suggestedFilename()).toBe('开场.mp4');
});

it('goes on with a batch after a reload, and takes in more while it runs', async () => {
  const page = await studio.open();
  await giveHeaps(page, files('face.mp4', 'face-short.mp4'), files('voice.wav'));
  await addBatch(page);
  await untilPhase(page, 'rendering');
  await page.reload();
  await part(page, 'queue-job').first().waitFor();
  expect(await part(page, 'queue-job').count()).toBe(2);
  await part(page, 'nav-make').click();
  await giveHeaps(page, files('face-mute.mp4'), files('voice.wav'));
  await addBatch(page);
  await expect.poll(() => part(page, 'queue-job').count()).toBe(3);
  await untilIdle(page);
  expect((await queueRows(page)).map((row) => row.split(': ')[1])).toEqual(['done', 'done', 'done']);
});
