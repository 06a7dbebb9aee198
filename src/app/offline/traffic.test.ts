import { expect, it } from 'vitest';
import { count, NO_TRAFFIC } from './traffic';

const HERE = 'https://host:8443';
const seen = (url: string, sent = 0) => ({ url, method: 'GET', sent });

it('counts requests by where they go, and what they carry', () => {
  const all = [
    seen(`${HERE}/koubo/a.js`),
    seen(`${HERE}/x`, 7),
    seen('https://host/a.js'),
    seen('http://host:8443/a.js', 5),
    seen(`blob:${HERE}/1`, 100),
    seen('data:text/plain,1'),
    { ...seen(`${HERE}/x`, 30), counted: true },
  ];
  expect(all.reduce((sum, each) => count(sum, each, HERE), NO_TRAFFIC)).toEqual({
    own: 2,
    elsewhere: 2,
    sent: 42,
  });
});
