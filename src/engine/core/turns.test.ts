import { expect, it } from 'vitest';
import { Turns } from './turns';

it('does one after the other, and goes on after what failed or was given up', async () => {
  const told: string[] = [];
  const turns = new Turns();
  const slow = turns.take(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    told.push('slow');
    return 1;
  });
  const failing = turns.take(() => {
    told.push('failing');
    throw new Error('no');
  });
  const stop = new AbortController();
  const late = turns.take(() => void told.push('late'), stop.signal);
  const last = turns.take(() => void told.push('last'));
  stop.abort(new Error('given up'));
  await Promise.all([
    expect(failing).rejects.toThrow('no'),
    expect(late).rejects.toThrow('given up'),
    turns.done(),
    last,
  ]);
  expect(await slow).toBe(1);
  expect(told).toEqual(['slow', 'failing', 'last']);
});
