import { describe, expect, it } from 'vitest';
import { pageAt, Router } from './router.svelte';

const ROUTES = { make: { path: '/' }, log: { path: '/log' } };

describe('pageAt', () => {
  it.each([
    ['', 'make'],
    ['#', 'make'],
    ['#/', 'make'],
    ['#/log', 'log'],
    ['#/log/', 'log'],
    ['#/no-such-page', 'make'],
    ['#studio', null],
  ])('%j is %s', (hash, page) => {
    expect(pageAt(hash, ROUTES, 'make')).toBe(page);
  });
});

describe('Router', () => {
  it('starts where the address says, and at home where it names no page', () => {
    expect(new Router(ROUTES, 'make', '#/log').page).toBe('log');
    expect(new Router(ROUTES, 'make', '#studio').page).toBe('make');
  });

  it('says whether a step led to another page, and stays for an anchor', () => {
    const router = new Router(ROUTES, 'make', '#/log');
    expect(router.follow('#studio')).toBe(false);
    expect(router.page).toBe('log');
    expect(router.follow('#/')).toBe(true);
    expect(router.follow('')).toBe(false);
    expect(router.page).toBe('make');
  });
});
