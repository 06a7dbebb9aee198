import { expect, it } from 'vitest';
import { Archive } from './archive.svelte';

/** A file that takes everything, and whose end `onclose` decides. */
const target = (onclose: () => Promise<void>) =>
  ({
    createWritable: async () => new WritableStream({ close: onclose }),
    getFile: async () => new File([], 'all.zip'),
  }) as unknown as FileSystemFileHandle;

it('was not written where the browser ends the file, and nobody had cancelled it', async () => {
  const archive = new Archive();
  const refused = new DOMException('blocked by a check of downloads', 'AbortError');
  expect(
    await archive.write(
      [],
      target(() => Promise.reject(refused)),
    ),
  ).toBeNull();
  expect(archive.state).toMatchObject({ state: 'failed', error: { code: 'storage/not-written' } });
});

it('leaves nothing to tell where it was cancelled', async () => {
  const archive = new Archive();
  const cancelled = target(async () => {
    archive.cancel();
    throw new DOMException('aborted', 'AbortError');
  });
  expect(await archive.write([], cancelled)).toBeNull();
  expect(archive.state).toEqual({ state: 'none' });
});
