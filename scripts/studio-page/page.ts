import type { Page } from 'playwright-core';
import type { DubSettings } from '../../src/engine/plan/dub-plan';

/** Handles by which programs hold the page: the `data-testid`s of its parts. */
export const part = (page: Page, id: string) => page.getByTestId(id);

/** What the page reads from its address. */
export type PageQuery = {
  lang?: 'en' | 'zh';
  /** `ffmpeg` encodes the picture with ffmpeg.wasm even where the browser has an encoder. */
  encoder?: 'ffmpeg';
  /** Who speaks where there are several, counted from 1. */
  person?: number;
} & { [Name in keyof DubSettings]?: NonNullable<DubSettings[Name]> };

export function pageUrl(base: string, query: PageQuery = {}): string {
  const url = new URL(base);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url.href;
}

/** What the page said instead of a result: the code of the error and its text in the page's language. */
export class PageError extends Error {
  override readonly name = 'PageError';
  constructor(
    /** Where it stood: at one of the files, or at the job. */
    readonly at: 'video' | 'speech' | 'lines' | 'network' | 'job',
    readonly code: string,
    readonly text: string,
    readonly detail: string,
  ) {
    super(`${code}: ${text}${detail ? ` [${detail}]` : ''}`);
  }
}

/** The error that stands at one part of the page, or null. */
export async function errorAt(page: Page, at: PageError['at']): Promise<PageError | null> {
  const alert = part(page, `${at}-error`);
  if (!(await alert.isVisible())) return null;
  const code = (await alert.getAttribute('data-code')) ?? 'unknown';
  const detail = (await alert.getAttribute('data-detail')) ?? '';
  return new PageError(at, code, (await alert.innerText()).trim(), detail);
}

/**
 * Gives the page one file and waits for what it says about it.
 * Returns the facts as shown; throws the `PageError` shown instead.
 */
export async function giveFile(
  page: Page,
  at: 'video' | 'speech',
  path: string,
  timeout = 120_000,
): Promise<string> {
  await part(page, `${at}-input`).setInputFiles(path);
  const facts = part(page, `${at}-facts`);
  const alert = part(page, `${at}-error`);
  await facts.or(alert).first().waitFor({ timeout });
  const error = await errorAt(page, at);
  if (error) throw error;
  return (await facts.innerText()).trim();
}
