import { expect, it } from 'vitest';
import { spawnHosts, spawnNetworkHost } from './spawn';

// Whoever runs a job ends all of these when it is over, whatever they are at.
it('hands a job no worker that others wait for', () => {
  expect(Object.keys(spawnHosts()).sort()).toEqual([
    ...['convert', 'probe', 'render', 'speech', 'track', 'trackBeside'],
  ]);
  expect(typeof spawnNetworkHost().run).toBe('function');
});
