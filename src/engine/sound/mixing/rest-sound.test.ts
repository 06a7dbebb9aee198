import { expect, it } from 'vitest';
import { lasting, rising } from './rest-sound';
import { collect, pieces, tone } from '../testing';

const ones = (count: number) => new Float32Array(count).fill(1);

it('brings a sound up to its full level from one sample on', async () => {
  const [risen] = await collect(rising(pieces([ones(1000)], [64, 3]), 0.2, 400, 1000));
  expect(risen).toHaveLength(1000);
  expect(risen![399]).toBeCloseTo(0.2, 6);
  expect(risen![475]).toBeCloseTo(0.6, 6);
  expect(risen!.slice(550).every((value) => value === 1)).toBe(true);
});

it('fills a sound up with silence, or cuts it', async () => {
  const given = tone(5, 1000, 500);
  const shape = { rate: 1000, channels: 1 };
  const [long] = await collect(lasting(pieces([given], [64]), 2600, shape));
  expect(long).toHaveLength(2600);
  expect([...long!.subarray(0, 500)]).toEqual([...given]);
  expect(long!.subarray(500).every((value) => value === 0)).toBe(true);
  const [short] = await collect(lasting(pieces([given], [64]), 130, shape));
  expect([...short!]).toEqual([...given.subarray(0, 130)]);
});
