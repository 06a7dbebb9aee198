import type { Page } from 'playwright-core';

/** Waits for a download that `press` starts, and stores it. */
export async function save(page: Page, path: string, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  await download.saveAs(path);
  return download.suggestedFilename();
}

/** A browser without a dialog to choose a place, as Firefox and Safari are. */
export const withoutPicker = (page: Page) =>
  page.evaluate(() => Object.defineProperty(window, 'showSaveFilePicker', { value: undefined }));
