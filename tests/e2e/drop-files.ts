import type { Page } from 'playwright-core';

export type Dropped = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** Drops files on an element, as a user does out of a folder. */
export async function dropFiles(page: Page, target: string, files: readonly Dropped[]): Promise<void> {
  const given = files.map(({ name, mimeType, buffer }) => ({
    ...{ name, type: mimeType },
    bytes: buffer.toString('base64'),
  }));
  const dataTransfer = await page.evaluateHandle((parts) => {
    const transfer = new DataTransfer();
    for (const { name, type, bytes } of parts)
      transfer.items.add(
        new File([Uint8Array.from(atob(bytes), (each) => each.charCodeAt(0))], name, { type }),
      );
    return transfer;
  }, given);
  await page.dispatchEvent(target, 'drop', { dataTransfer });
}
