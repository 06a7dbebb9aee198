import { describe, expect, it } from 'vitest';
import { Apart } from './apart';

const job = (name: string, ...sources: string[]) => ({ name, sources });
const soon = <T>(promise: Promise<T>) =>
  Promise.race([promise, new Promise<'waits'>((resolve) => setTimeout(() => resolve('waits'), 10))]);

describe('Apart', () => {
  const all = [job('1', 'v', 'a'), job('2', 'v', 'b'), job('3', 'w', 'c')];

  it('passes over what would look into a source that another looks into', async () => {
    const apart = new Apart(all);
    expect(await apart.next()).toBe(all[0]);
    expect(await apart.next()).toBe(all[2]);
    const third = apart.next();
    expect(await soon(third)).toBe('waits');
    apart.learn('v');
    expect(await third).toBe(all[1]);
    expect(await apart.next()).toBeNull();
  });

  it('lets the next one look where one has ended without finding out', async () => {
    const apart = new Apart(all.slice(0, 2));
    const [first] = [await apart.next()];
    const second = apart.next();
    apart.end(first as (typeof all)[0]);
    expect(await second).toBe(all[1]);
  });

  it('holds nothing back of what is known, and ends when it is stopped', async () => {
    const apart = new Apart(all, ['v']);
    expect(await apart.next()).toBe(all[0]);
    expect(await apart.next()).toBe(all[1]);
    const blocked = new Apart([all[0], all[1]] as typeof all);
    await blocked.next();
    const waiting = blocked.next();
    blocked.stop();
    expect(await waiting).toBeNull();
  });
});
