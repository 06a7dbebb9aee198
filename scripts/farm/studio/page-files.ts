import type { Page } from 'playwright-core';

/** So many bytes go through one message of the browser's protocol. */
const CHUNK = 4 << 20;

/** Names and sizes of the files in a folder of the page's private storage; none where there is no such folder. */
export const filesInPage = (page: Page, folder: string): Promise<{ name: string; bytes: number }[]> =>
  page.evaluate(async (name) => {
    const found: { name: string; bytes: number }[] = [];
    try {
      const entries = await (await navigator.storage.getDirectory()).getDirectoryHandle(name);
      for await (const each of entries.values())
        if (each instanceof FileSystemFileHandle)
          found.push({ name: each.name, bytes: (await each.getFile()).size });
    } catch {
      // No such folder yet, or a file that went while it was looked at: the next look finds the rest.
    }
    return found;
  }, folder);

/** The bytes of such a file from `from` on, piece by piece. */
export async function* readInPage(
  page: Page,
  { folder, name, from = 0, to = Infinity }: { folder: string; name: string; from?: number; to?: number },
): AsyncGenerator<Buffer, void, undefined> {
  for (let at = from; at < to;) {
    const text = await page.evaluate(
      async ([inside, file, start, end]) => {
        const entries = await (await navigator.storage.getDirectory()).getDirectoryHandle(inside);
        const blob = (await (await entries.getFileHandle(file)).getFile()).slice(start, end);
        const bytes = new Uint8Array(await blob.arrayBuffer());
        let binary = '';
        for (let i = 0; i < bytes.length; i += 0x8000)
          binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
        return btoa(binary);
      },
      [folder, name, at, Math.min(at + CHUNK, to)] as const,
    );
    const piece = Buffer.from(text, 'base64');
    if (piece.length === 0) return;
    yield piece;
    at += piece.length;
  }
}

/** Writes such a file; it is there whole or not at all. */
export async function writeInPage(
  page: Page,
  { folder, name }: { folder: string; name: string },
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  // What is not closed is never there, so the stream stays open on the page until all of it has come.
  const stream = await page.evaluateHandle(
    async ([inside, file]) => {
      const root = await navigator.storage.getDirectory();
      const entries = await root.getDirectoryHandle(inside, { create: true });
      return (await entries.getFileHandle(file, { create: true })).createWritable();
    },
    [folder, name] as const,
  );
  for await (const piece of bytes)
    for (let at = 0; at < piece.length; at += CHUNK)
      await stream.evaluate(
        async (writable, text) => {
          const binary = atob(text);
          const part = new Uint8Array(binary.length);
          for (let i = 0; i < part.length; i++) part[i] = binary.charCodeAt(i);
          await writable.write(part);
        },
        Buffer.from(piece.subarray(at, at + CHUNK)).toString('base64'),
      );
  await stream.evaluate((writable) => writable.close());
  await stream.dispose();
}
