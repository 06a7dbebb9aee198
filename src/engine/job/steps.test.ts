import { describe, expect, it, vi } from 'vitest';
import { ask, useFakeWorkers } from '../bridge/testing';
import type { MediaInfo } from '../core/media-info';
import type { DubJob } from './dub-job';
import { withRun, type StepParts, type StepRun } from './steps';
import { cool, warm } from './warm';

const info = { duration: 4, reader: 'webcodecs' } as MediaInfo;
const job = { video: { info }, speech: { info } } as DubJob;

const here = useFakeWorkers();
const { isAsked } = here;

/** A job that does what it is told, with workers of the page's owner. */
function run<T>(work: (on: StepRun) => Promise<T>): Promise<T> {
  const parts = { leaseWorkers: () => here.workers.leaseJob(), now: () => 0 } as unknown as StepParts;
  return withRun('j', job, parts, { signal: new AbortController().signal, emit: () => {} }, work);
}

describe('a job that ends', () => {
  it.each(['well', 'badly'])(
    'disturbs nobody else (%s), and leaves none of its workers behind',
    async (how) => {
      const { workers, begun, ended, answer } = here;
      const others = {
        inspection: ask(workers.lease('network'), 'inspection'),
        'face scan': ask(workers.lease('track'), 'face scan'),
        preview: ask(workers.leaseJob().render, 'preview'),
        'another preview': ask(workers.leaseJob().track, 'another preview'),
        look: ask(workers.pool('probe', 3), 'look'),
        conversion: ask(workers.lease('convert'), 'conversion'),
      };
      const words = Object.keys(others);
      await vi.waitFor(() => expect(here.asked).toHaveLength(words.length));
      const before = [...begun];
      const ends = run(async ({ workers: own }) => {
        const calls = Object.entries(own).map(([name, lease]) => ask(lease, name));
        await isAsked('render 2: render', 'speech 1: speech');
        if (how === 'badly') {
          for (const call of calls) call.catch(() => {});
          throw new Error('failed');
        }
        for (const name of Object.keys(own)) answer(name);
        await Promise.all(calls);
      });
      if (how === 'badly') await expect(ends).rejects.toThrow('failed');
      else await ends;
      expect(ended.sort()).toEqual(begun.filter((name) => !before.includes(name)).sort());
      expect(ended).toHaveLength(6);
      for (const word of words) answer(word);
      const told = await Promise.all(Object.values(others));
      expect(told.map((one) => one.split(' by ')[0])).toEqual(words);
    },
  );
});

describe('workers that were warmed', () => {
  const warmed = ['speech 1: warm', 'track 1: warm', 'track 2: warm'];
  async function warmUp() {
    warm(here.workers.standby, 'video', info);
    warm(here.workers.standby, 'speech', info);
    await isAsked(...warmed);
  }

  it('are those that the next job works with; the one after that starts its own', async () => {
    await warmUp();
    const used = () =>
      run(async ({ workers: { track, trackBeside, speech } }) => {
        // The table was cleared meanwhile.
        for (const role of ['video', 'speech'] as const) cool(here.workers.standby, role);
        const before = here.asked.length;
        const calls = [ask(track, 'left'), ask(trackBeside, 'right'), ask(speech, 'listen')];
        await vi.waitFor(() => expect(here.asked).toHaveLength(before + 3));
        for (const word of ['left', 'right', 'listen']) here.answer(word);
        return Promise.all(calls);
      });
    expect(await used()).toEqual(['left by track 1', 'right by track 2', 'listen by speech 1']);
    expect(here.ended.sort()).toEqual(['speech 1', 'track 1', 'track 2']);
    expect(await used()).toEqual(['left by track 3', 'right by track 4', 'listen by speech 2']);
  });

  it('are ended with what was on the table where nobody took them', async () => {
    await warmUp();
    cool(here.workers.standby, 'video');
    expect(here.ended).toEqual(['track 1', 'track 2']);
    cool(here.workers.standby, 'speech');
    expect(here.ended).toEqual(['track 1', 'track 2', 'speech 1']);
    await run(async () => {});
    expect(here.begun).toHaveLength(3);
  });
});
