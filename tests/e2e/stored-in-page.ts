import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { FACE_SECONDS, fixture, FPS } from '../fixtures/make';
import { expectVideo, frameNumbers, pingPong } from './expect-video';

/** What is recorded of a result. `seconds`: of the speech. */
export type Stored = { id: string; video: string; speech: string; seconds: number };

/** What of a result's record is needed here. */
type Found = { id: string; video: { name: string }; speech: { name: string; info: { duration: number } } };

/** The results that are recorded. */
export const recorded = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<Stored[]>((resolve, reject) => {
        const opening = indexedDB.open('koubo');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction('results').objectStore('results').getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(
              (all.result as Found[]).map(({ id, video, speech }) => ({
                id,
                video: video.name,
                speech: speech.name,
                seconds: speech.info.duration,
              })),
            );
          };
        };
      }),
  );

/** Copies a result out of the page's storage, as it lies there. */
export async function storedResult(page: Page, id: string): Promise<Buffer> {
  const text = await page.evaluate(async (name) => {
    const results = await (await navigator.storage.getDirectory()).getDirectoryHandle('results');
    const bytes = new Uint8Array(await (await (await results.getFileHandle(name)).getFile()).arrayBuffer());
    let binary = '';
    for (let at = 0; at < bytes.length; at += 0x8000)
      binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(binary);
  }, `${id}.mp4`);
  return Buffer.from(text, 'base64');
}

/** Checks that a result has every frame in its place and all of its sound. `folder`: where it is put for that. */
export async function expectPlays(
  bytes: Uint8Array,
  { id, video, seconds }: Stored,
  folder: string,
): Promise<void> {
  const out = join(folder, `${id}.mp4`);
  writeFileSync(out, bytes);
  const { frames } = expectVideo(out, { source: fixture(video), seconds });
  const numbers = await frameNumbers(out);
  expect(numbers).toEqual(pingPong(frames, video === 'face.mp4' ? FACE_SECONDS * FPS : 38));
}

/** Names of the files in a folder of the page's storage. */
export const filesIn = (page: Page, folderName: string): Promise<string[]> =>
  page.evaluate(async (name) => {
    const names: string[] = [];
    try {
      const files = await (await navigator.storage.getDirectory()).getDirectoryHandle(name);
      for await (const each of files.keys()) names.push(each);
    } catch {
      // No such folder yet.
    }
    return names;
  }, folderName);
