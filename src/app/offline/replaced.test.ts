import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { entryOf, isReplaced } from './replaced';

const html = (entry: string) => `<!doctype html><script src="./theme.js"></script>
<script type="module" crossorigin src="./assets/${entry}.js"></script>`;
const serving = (status: number, text: string) => async () => new Response(text, { status });
const OWN = './assets/index-a.js';

beforeEach(() => vi.stubGlobal('location', { pathname: '/koubo/' }));
afterEach(() => vi.unstubAllGlobals());

it('finds the entry script of a page', () => {
  expect(entryOf(html('index-a'))).toBe(OWN);
  expect(entryOf('<h1>Log in</h1>')).toBeNull();
});

it('knows another build by its entry script', async () => {
  expect(await isReplaced(OWN, serving(200, html('index-a')))).toBe(false);
  expect(await isReplaced(OWN, serving(200, html('index-b')))).toBe(true);
});

it.each([
  ['an error page', serving(502, html('index-b'))],
  ['a page that asks for a password', serving(200, '<h1>Log in</h1>')],
  ['no network', () => Promise.reject(new TypeError('Failed to fetch'))],
])('takes %s for no new build', async (_, ask) => {
  expect(await isReplaced(OWN, ask)).toBe(false);
});

it('asks the server anew each time', async () => {
  const ask = vi.fn(serving(200, html('index-a')));
  await isReplaced(OWN, ask);
  expect(ask).toHaveBeenCalledWith('/koubo/', { cache: 'no-store' });
});
