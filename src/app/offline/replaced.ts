/** The name of a page's entry script, which changes with every part of the app; null where it has none. */
export function entryOf(html: string): string | null {
  const [, entry] = /<script\b[^>]*\btype="module"[^>]*\bsrc="([^"]+)"/.exec(html) ?? [];
  return entry ?? null;
}

/**
 * Whether the server has another build by now than the one that this page is of, which may then lack parts that were not
 * fetched yet. False where it cannot be reached, and where a service worker answers in its place. `own`: this page's
 * entry script as it stands in its HTML.
 */
export async function isReplaced(own: string, ask: typeof fetch = fetch): Promise<boolean> {
  try {
    const answer = await ask(location.pathname, { cache: 'no-store' });
    const entry = answer.ok ? entryOf(await answer.text()) : null;
    return entry !== null && entry !== own;
  } catch {
    return false;
  }
}

/** This page's own entry script, as it stands in its HTML. */
export const ownEntry = (): string =>
  document.querySelector('script[type=module]')?.getAttribute('src') ?? '';
