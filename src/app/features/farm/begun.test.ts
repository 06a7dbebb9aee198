import { expect, it } from 'vitest';
import { advance } from '../../jobs/job';
import { job } from '../../jobs/testing';
import { BegunJobs } from './begun';
import { Away } from './client';

/** Values of a browser, a farm, and what it was told. */
function setUp() {
  const kept = new Map<string, unknown>();
  const told: string[] = [];
  const farm = { away: false };
  const values = {
    get: async (name: string) => kept.get(name),
    set: async (name: string, value: unknown) => void kept.set(name, value),
    delete: async (name: string) => void kept.delete(name),
    names: async (prefix: string) => [...kept.keys()].filter((name) => name.startsWith(prefix)),
  };
  const client = {
    giveUp: async (id: string) => {
      if (farm.away) throw new Away('');
      told.push(id);
    },
  };
  // As after a reload: nothing is known but what was kept.
  const open = () => new BegunJobs({ values, client, patience: { mostMs: 0, pauseMs: () => 1 } });
  return { open, told, kept, farm };
}

it('gives up over there what was cancelled or removed while it waited here, and nothing else', async () => {
  const { open, told, kept } = setUp();
  const jobs = [1, 2, 3].map((order) => job(order));
  const [waiting, cancelled, running] = jobs;
  if (!waiting || !cancelled || !running) throw new Error('no jobs');
  for (const { id } of jobs) await open().remember(id, `far ${id}`);
  await open().remember('gone', 'far gone');
  await open().remember('done', 'far done');
  await open().forget('done');
  await open().giveUpUnwanted([
    waiting,
    advance(cancelled, { type: 'cancel', when: 1 }),
    advance(running, { type: 'start', forecast: {}, when: 1 }),
  ]);
  expect(told.sort()).toEqual([`far ${cancelled.id}`, 'far gone'].sort());
  expect(kept.size).toBe(2);
});

it('tells a farm that was away when it is there again', async () => {
  const { open, told, farm } = setUp();
  await open().remember('gone', 'far');
  farm.away = true;
  await expect(open().giveUpUnwanted([])).rejects.toMatchObject({ code: 'farm/away' });
  farm.away = false;
  await open().giveUpUnwanted([]);
  await open().giveUpUnwanted([]);
  expect(told).toEqual(['far']);
});
