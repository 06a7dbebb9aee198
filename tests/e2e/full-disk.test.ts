import { expect, it } from 'vitest';
import { part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { addBatch, giveHeaps, queueRows, untilIdle, untilPhase } from './batch-page';
import { expectVideo } from './expect-video';
import { useStudio } from './studio';

const studio = useStudio({ known: true });

it('a disk that fills up in the middle of a batch is told, and the batch is done once there is room', async () => {
  const page = await studio.open();
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(studio.url);
  await giveHeaps(page, ['face.mp4', 'face-short.mp4'].map(fixture), [fixture('voice-long.wav')]);
  await addBatch(page);
  await untilPhase(page, 'rendering');
  const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: used + 1_000 });
  await untilIdle(page);
  expect((await queueRows(page)).map((row) => row.split(': ')[1])).toEqual(['failed', 'failed']);
  for (const error of await part(page, 'queue-error').all())
    expect(await error.getAttribute('data-code')).toBe('storage/full');
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await part(page, 'queue-retry-failed').click();
  await untilPhase(page, 'done');
  await untilIdle(page);
  expect((await queueRows(page)).map((row) => row.split(': ')[1])).toEqual(['done', 'done']);
  const row = page.locator('[data-testid=queue-job]', { hasText: 'face-short.mp4' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    row.getByTestId('queue-download').click(),
  ]);
  const out = studio.scratch('room.mp4');
  await download.saveAs(out);
  expectVideo(out, { source: fixture('face-short.mp4'), seconds: 5.5 });
});
