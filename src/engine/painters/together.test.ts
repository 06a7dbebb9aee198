import { expect, it } from 'vitest';
import { createPicture } from '../picture/picture';
import type { Painter } from './painter';
import { sharingNetwork } from './sharing-network';
import { together } from './together';

/** A painter that writes down what it is asked. */
function noting(name: string, studies: number[], told: string[], batch = 1): Painter {
  return {
    ...{ batch, studies: Int32Array.from(studies) },
    study: (source) => void told.push(`${name} studies ${source}`),
    async paint(works) {
      told.push(`${name} begins ${works.map(({ index }) => index).join()}`);
      await Promise.resolve();
      await Promise.resolve();
      told.push(`${name} ends`);
    },
    release: () => void told.push(`${name} is released`),
  };
}
const work = (index: number) => ({ index, frame: createPicture(2, 2) });

it('shows each painter what it wants to see, and has each paint the frames of its own', async () => {
  const told: string[] = [];
  const both = together(
    [noting('ann', [3, 1, 12], told, 4), noting('ben', [3, 2], told)],
    [Uint8Array.of(0, 0, 1, 1), Uint8Array.of(0, 1, 0, 1)],
  );
  expect([...both.studies]).toEqual([1, 2, 3, 12]);
  expect(both.batch).toBe(1);
  for (const source of both.studies) both.study(source, createPicture(2, 2));
  expect(told.splice(0)).toEqual([
    'ann studies 1',
    'ben studies 2',
    'ann studies 3',
    'ben studies 3',
    'ann studies 12',
  ]);
  // The next frames are given before the ones before are done.
  await Promise.all([0, 1, 2, 3].map(async (index) => both.paint([work(index)])));
  expect(told.splice(0)).toEqual([
    'ann begins 0',
    'ann ends',
    'ben begins 0',
    'ben ends',
    'ann begins 1',
    'ann ends',
    'ben begins 2',
    'ben ends',
  ]);
  both.release();
  expect(told).toEqual(['ann is released', 'ben is released']);
});

it('leaves a painter that is alone as it is', () => {
  const one = noting('ann', [], []);
  expect(together([one], [new Uint8Array(1)])).toBe(one);
});

it('opens the network of several painters once, and closes it when all are done', async () => {
  let [opened, closed] = [0, 0];
  const tools = {
    openNetwork: async () => {
      opened++;
      return { net: 'net', device: 'wasm', fallback: null, release: async () => void closed++ };
    },
  } as unknown as Parameters<typeof sharingNetwork>[0];
  const shared = sharingNetwork(tools);
  const networks = [await shared.openNetwork(), await shared.openNetwork()];
  for (const network of networks) await network.release();
  expect([opened, closed]).toEqual([1, 0]);
  await shared.release();
  expect([opened, closed]).toEqual([1, 1]);
});
