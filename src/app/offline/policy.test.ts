import { describe, expect, it } from 'vitest';
import { PAGE_POLICY, privacyHeaders } from './policy';
import { isOwnScript } from './trusted-types';

const directives = (policy: string) =>
  new Map(policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)] as const));

describe('the content security policy', () => {
  const page = directives(privacyHeaders('page')['Content-Security-Policy'] ?? '');
  const worker = directives(privacyHeaders('other')['Content-Security-Policy'] ?? '');

  it.each([
    ['page', page],
    ['worker', worker],
  ])('of a %s names no other origin and allows no code from text', (_, policy) => {
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('connect-src')).toEqual(["'self'"]);
    const sources = [...policy].filter(([name]) => name?.endsWith('-src')).flatMap(([, list]) => list);
    expect(new Set(sources)).toEqual(
      new Set(sources.filter((source) => /^('self'|'none'|'wasm-unsafe-eval'|blob:|data:)$/.test(source))),
    );
    expect(policy.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  });

  it('keeps the page out of frames in the header; in a <meta> browsers do not read that', () => {
    expect(page.get('frame-ancestors')).toEqual(["'none'"]);
    expect(directives(PAGE_POLICY).has('frame-ancestors')).toBe(false);
    expect(directives(PAGE_POLICY).get('require-trusted-types-for')).toEqual(["'script'"]);
  });
});

describe('the connection allowlist', () => {
  it.each(['page', 'other'] as const)('of a %s names its own server and nobody else', (kind) => {
    expect(privacyHeaders(kind)['Connection-Allowlist']).toBe('(response-origin)');
  });
});

describe('isOwnScript', () => {
  const page = 'https://host/koubo/index.html#/queue';
  it.each([
    ['./assets/a.js', true],
    ['https://host/koubo/assets/a.js', true],
    ['https://host/other/a.js', false],
    ['../a.js', false],
    ['https://elsewhere/koubo/a.js', false],
    ['//elsewhere/koubo/a.js', false],
    ['blob:https://host/koubo/1', false],
    ['data:text/javascript,1', false],
  ])('%s: %s', (url, own) => {
    expect(isOwnScript(url, page)).toBe(own);
  });
});
