import { describe, expect, it } from 'vitest';
import type { AwayProgress } from '../../jobs/job';
import { Suspended } from '../../jobs/suspended';
import { input, videoInfo } from '../../jobs/testing';
import type { ResultRecord } from '../../storage/records/result-record';
import type { FarmJob } from './answers';
import { Away, Refused } from './client';
import { Turns } from '../../../engine/core/turns';
import { runAway, type AwayParts } from './run-away';

const answer = (change: Partial<FarmJob>): FarmJob => ({
  ...{ id: 'far', state: 'waiting', stage: null, percent: 0, secondsLeft: null, result: null, error: null },
  ...change,
});
const done = answer({ state: 'done', percent: 100, result: { sha256: 'sum', bytes: 6 } });

/** A farm that goes through `states`, and all that the app did. */
function setUp(states: (FarmJob | Error)[], change: Partial<AwayParts> = {}) {
  const did: string[] = [];
  const kept: ResultRecord[] = [];
  const seen: AwayProgress[] = [];
  const stop = new AbortController();
  const next = async () => {
    const state = states.length > 1 ? states.shift() : states[0];
    if (state instanceof Error) throw state;
    return state as FarmJob;
  };
  const parts: AwayParts = {
    client: {
      has: async (id) => (did.push(`has ${id}`), true),
      come: async () => 0,
      sendPiece: async () => {},
      endUpload: async () => {},
      submit: async (wish) => (did.push(`submit ${wish.consent}`), next()),
      job: () => next(),
      giveUp: async (id) => void did.push(`give up ${id}`),
      result: async () => new Blob(['result']).stream(),
    },
    turns: new Turns(),
    begun: {
      remember: async (id, there) => void did.push(`remember ${id} ${there}`),
      forget: async (id) => void did.push(`forget ${id}`),
    },
    source: async ({ name }) => new File(['12'], name),
    identify: async ({ name }) => ({
      id: 'content',
      name,
      bytes: 6,
      sha256: name === 'r' ? 'sum' : `#${name}`,
    }),
    confirmedBy: async () => 'Ann',
    write: async (path, bytes) => {
      did.push(`write ${path} ${await new Response(bytes).text()}`);
      return new File(['result'], 'r');
    },
    discard: async (id) => void did.push(`discard ${id}`),
    probe: async () => videoInfo,
    thumbnail: async () => null,
    keep: async (record) => void kept.push(record),
    patience: { mostMs: 20, pauseMs: () => 1 },
    lookMs: 1,
    ...change,
  };
  const context = { signal: stop.signal, onProgress: (progress: AwayProgress) => void seen.push(progress) };
  return { run: () => runAway('here', input, parts, context), did, kept, seen, stop, parts };
}

describe('a job that is made elsewhere', () => {
  it('is sent, waited for, fetched and recorded', async () => {
    const running = answer({ state: 'running', stage: 'render', percent: 50, secondsLeft: 9 });
    const { run, did, kept, seen } = setUp([answer({}), running, new Away('a moment'), done]);
    await run();
    expect(did).toEqual([
      ...['has #v.mp4', 'has #s.wav', 'submit Ann', 'remember here far'],
      ...['write results/here.mp4 result', 'forget here'],
    ]);
    expect(kept).toMatchObject([
      { id: 'here', away: true, content: 'content', bytes: 6, frames: 250, width: 512 },
    ]);
    expect(seen.map(({ stage }) => stage).filter((each, at, all) => each !== all[at - 1])).toEqual([
      ...['send', 'wait', 'make', 'fetch'],
    ]);
    expect(seen.find(({ stage }) => stage === 'make')).toMatchObject({ step: 'render', secondsLeft: 9 });
    const fractions = seen.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });

  it('fails of what it failed of there, in the app’s words where it has them', async () => {
    const failed = (code: string) => setUp([answer({ state: 'failed', error: { code, text: 'because' } })]);
    const known = failed('input/no-face');
    await expect(known.run()).rejects.toMatchObject({ code: 'input/no-face' });
    expect(known.did).toContain('discard here');
    await expect(failed('farm/worker-died').run()).rejects.toMatchObject({
      code: 'farm/failed',
      detail: { code: 'farm/worker-died', said: 'because' },
    });
  });

  it('fails where nobody answers for long, or will not take it', async () => {
    await expect(setUp([answer({}), new Away('')]).run()).rejects.toMatchObject({ code: 'farm/away' });
    const full = setUp([new Refused(429, 'api/bytes-a-day', 'enough')]);
    await expect(full.run()).rejects.toMatchObject({ code: 'farm/refused' });
    // As many as it may have at once is no refusal: it waits.
    const busy = setUp([new Refused(429, 'api/jobs', 'many'), new Refused(429, 'api/jobs', 'many'), done]);
    await busy.run();
    expect(busy.kept).toHaveLength(1);
  });

  it('takes no result for good that is not what was made', async () => {
    const other = answer({ state: 'done', result: { sha256: 'other', bytes: 6 } });
    const { run, did, kept } = setUp([other]);
    await expect(run()).rejects.toMatchObject({ code: 'farm/failed' });
    expect([kept, did.slice(-2)]).toEqual([[], ['discard here', 'forget here']]);
  });

  it('is given up there where it is cancelled, and goes on there where it only waits', async () => {
    const cancelled = setUp([answer({})]);
    const ended = cancelled.run();
    setTimeout(() => cancelled.stop.abort(), 10);
    await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
    expect(cancelled.did.slice(-2)).toEqual(['give up far', 'forget here']);
    const put = setUp([answer({})]);
    const off = put.run();
    setTimeout(() => put.stop.abort(new Suspended()), 10);
    await expect(off).rejects.toBeInstanceOf(Suspended);
    expect(put.did.filter((each) => /give up|discard|forget/.test(each))).toEqual([]);
    // What cannot be told over there stays remembered.
    const lost = setUp([answer({})]);
    lost.parts.client.giveUp = async () => {
      throw new Away('');
    };
    const end = lost.run();
    setTimeout(() => lost.stop.abort(), 10);
    await expect(end).rejects.toMatchObject({ name: 'AbortError' });
    expect(lost.did.at(-1)).toBe('discard here');
  });
});

describe('turns', () => {
  it('come one after the other, and hold nobody up who has gone', async () => {
    const turns = new Turns();
    const order: string[] = [];
    const { signal } = new AbortController();
    const first = turns.take(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push('first');
    }, signal);
    const gone = turns.take(async () => void order.push('gone'), AbortSignal.abort(new Error('gone')));
    const last = turns.take(async () => void order.push('last'), signal);
    await expect(gone).rejects.toThrow('gone');
    await Promise.all([first, last]);
    expect(order).toEqual(['first', 'last']);
  });
});
