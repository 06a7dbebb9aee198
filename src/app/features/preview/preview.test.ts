import { describe, expect, it, vi } from 'vitest';
import { spoken } from '../../../engine/plan/testing';
import type { RenderRequest } from '../../../engine/bridge/services';
import { DubError } from '../../../engine/core/errors';
import { DEFAULT_SETTINGS, type DubSettings } from '../../../engine/plan/dub-plan';
import type { ReusePlan } from '../../../engine/painters/reuse/inputs';
import { peopleOf, trackOf } from '../../../engine/plan/testing';
import { toSteps } from '../../../engine/face/track/steps';
import { DEFAULT_DEPLOYMENT } from '../../environment/deployment';
import { Preview } from './preview.svelte';
import type { PreviewParts } from './preview-planner';
import { speechInfo, videoInfo } from '../../jobs/testing';
import type { JobRequest } from '../queue/new-jobs';

const COUNT = 100;
const PLAN: ReusePlan = {
  ...{ painter: 'reuse', fps: 25, base: Int32Array.from({ length: COUNT }, (_, i) => i) },
  ...{ keep: new Uint8Array(COUNT), share: new Float32Array(COUNT).fill(1) },
  look: { blending: 1, sharpening: null },
  inputs: {
    ...{ donor: new Int32Array(COUNT), donor2: new Int32Array(COUNT), mix: new Float32Array(COUNT) },
    ...{ points: toSteps([], 1), target: { step: 1, values: new Int16Array(COUNT * 120) } },
  },
};

/** Four seconds of a mouth that stays as it is. */
const CURVE = {
  ...{ components: 1, duration: 4 },
  values: new Float32Array(401),
  loudnessDb: new Float32Array(401),
  ...spoken(401),
};

const files = { video: new File(['v'], 'v.mp4'), speech: new File(['s'], 's.wav') };
const request = (change: Partial<DubSettings> = {}): JobRequest => ({
  video: { file: files.video, info: videoInfo },
  speech: { file: files.speech, info: speechInfo },
  settings: { ...DEFAULT_SETTINGS, ...change },
  encoder: 'auto',
  painter: { id: 'reuse', settings: {} },
});

/** A preview whose services answer at once and write down what they were asked. */
function setUp(fail: Record<string, unknown> = {}) {
  const calls: string[] = [];
  const asked: RenderRequest[] = [];
  const answer = async <T>(call: string, value: T): Promise<T> => {
    calls.push(call);
    await Promise.resolve();
    if (call in fail) throw fail[call];
    return value;
  };
  const render = {
    plan: () => answer('plan', PLAN),
    snapshot: (wish: RenderRequest) => {
      asked.push(wish);
      return answer('snapshot', { before: new Blob(['b']), after: new Blob(['a']) });
    },
    render: (wish: RenderRequest) => {
      asked.push(wish);
      return answer('render', { path: wish.target });
    },
  };
  const host = {
    run: async (call: (service: unknown, port: unknown) => unknown, { signal }: { signal: AbortSignal }) => {
      signal.throwIfAborted();
      return call(render, {});
    },
    dispose: () => {},
    release: () => void calls.push('released'),
  };
  const names = ['probe', 'convert', 'track', 'trackBeside', 'speech', 'render'];
  const parts = {
    runner: {
      leaseWorkers: () => {
        calls.push('leased');
        return Object.fromEntries(names.map((name) => [name, host]));
      },
      deployment: async () => DEFAULT_DEPLOYMENT,
      analyses: {
        knows: async () => true,
        track: () => answer('track', peopleOf(trackOf([0, 1]))),
        speech: () => answer('speech', { curve: CURVE, device: 'wasm' }),
        ownSound: () => answer('ownSound', { curve: null, device: null }),
        converted: () => answer('converted', { file: files.speech, info: speechInfo }),
      },
      files: {
        open: async (path: string) => new File(['x'], path),
        discard: async () => void calls.push('discard'),
      },
      now: () => 0,
    },
    sources: { identify: async ({ name }: File) => ({ id: `#${name}`, name, bytes: 1 }) },
    hold: async () => () => void calls.push('let go'),
  } as unknown as PreviewParts;
  const preview = new Preview(parts);
  const rest = () => vi.waitFor(() => expect(preview.working).toBe(false), { timeout: 3000, interval: 10 });
  return { preview, parts, calls, asked, rest };
}

describe('a preview', () => {
  it('analyses once, plans anew for how the mouth moves, and paints anew for how it looks', async () => {
    const { preview, calls, asked, rest } = setUp();
    preview.showFrame(request(), 1);
    await rest();
    expect(preview.shown).toMatchObject({ kind: 'still', at: 1 });
    preview.showFrame(request({ blending: 1.2, sharpening: 0.5 }), 1);
    await rest();
    preview.showFrame(request({ opening: 0.5 }), 1);
    await rest();
    expect(calls).toEqual([
      ...['leased', 'track', 'speech', 'ownSound', 'plan', 'snapshot'],
      ...['snapshot', 'plan', 'snapshot'],
    ]);
    expect([...asked[0]!.plan.base]).toEqual([25]);
    expect(asked.map(({ plan }) => plan.look.sharpening)).toEqual([null, 0.5, null]);
  });

  it('bears the label while the result would', async () => {
    const { preview, asked, rest } = setUp();
    preview.showFrame(request(), 0.5);
    await rest();
    expect(asked.at(-1)?.label).toMatchObject({ place: 'top-right', seconds: 1.5 });
    preview.showFrame(request(), 2.5);
    await rest();
    expect(asked.at(-1)?.label).toBeUndefined();
    preview.showFrame(request({ label: 'off' }), 0.5);
    await rest();
    expect(asked.at(-1)?.label).toBeUndefined();
  });

  it('paints only what was asked for last', async () => {
    const { preview, asked, rest } = setUp();
    for (const at of [0.4, 0.8, 1.2, 1.6]) preview.showFrame(request(), at);
    await rest();
    expect(asked.map(({ plan }) => plan.base[0])).toEqual([40]);
    expect(preview.shown?.at).toBe(1.6);
  });

  it('renders three seconds and their sound, fewer where the end is nearer', async () => {
    const { preview, asked, rest } = setUp();
    preview.showClip(request({ size: '720p' }), 0.6);
    await rest();
    expect(asked[0]).toMatchObject({
      heard: { from: 0.6, to: 3.6 },
      output: { quality: 'source', size: '720p' },
    });
    expect(asked[0]!.plan.base).toHaveLength(75);
    preview.showClip(request(), 2);
    await rest();
    expect(asked[1]).toMatchObject({ heard: { from: 2, to: 4 } });
    expect(asked[1]!.target).toBe(asked[0]!.target);
  });

  it('shows what a job of parts would make', async () => {
    const { preview, asked, rest } = setUp();
    const trim = { video: { from: 5, to: 9 }, speech: { from: 1, to: 3 } };
    preview.showClip({ ...request(), trim }, 0.5);
    await rest();
    expect(preview.error).toBeNull();
    expect(asked[0]).toMatchObject({ spoken: trim.speech, heard: { from: 1.5, to: 4.5 } });
  });

  it('paints a few seconds of a script, not all of its video', async () => {
    const { preview, asked, rest } = setUp();
    const cues = [{ start: 3, end: 6, speech: { from: 0, to: 3 }, fit: 'as-is' as const }];
    const script = {
      cues,
      outside: { sound: 'keep' as const },
      subtitles: [{ start: 3, end: 6, text: 'a' }],
    };
    preview.showFrame({ ...request(), script }, 4);
    await rest();
    expect(preview.error).toBeNull();
    // What is planned begins 0.4 s before the cue.
    expect([...asked[0]!.plan.base]).toEqual([35]);
    preview.showClip({ ...request(), script }, 3.4);
    await rest();
    expect(asked[1]!.heard?.from).toBeCloseTo(0.8, 6);
    for (const wish of asked) {
      expect(wish).not.toHaveProperty('script');
      expect(wish).not.toHaveProperty('subtitles');
    }
  });

  it('tells what went wrong, and tries again from where it failed', async () => {
    const fail: Record<string, unknown> = { track: new DubError('input/no-face') };
    const { preview, rest } = setUp(fail);
    preview.showFrame(request(), 1);
    await rest();
    expect(preview.error?.code).toBe('input/no-face');
    delete fail.track;
    preview.showFrame(request(), 1);
    await rest();
    expect(preview.error).toBeNull();
    expect(preview.shown?.kind).toBe('still');
  });

  it('goes on with other workers where one got nowhere', async () => {
    const fail: Record<string, unknown> = { track: new DubError('job/stalled') };
    const { preview, calls, rest } = setUp(fail);
    preview.showFrame(request(), 1);
    await rest();
    expect(preview.error?.code).toBe('job/stalled');
    expect(calls.filter((call) => call === 'released')).toHaveLength(6);
    delete fail.track;
    preview.showFrame(request(), 1);
    await rest();
    expect(preview.shown?.kind).toBe('still');
    expect(calls.filter((call) => call === 'leased')).toHaveLength(2);
  });

  it('leaves nothing behind when it is stopped', async () => {
    const { preview, calls, rest } = setUp();
    preview.showClip(request(), 0);
    await rest();
    preview.stop();
    expect(preview.shown).toBeNull();
    expect(calls.filter((call) => call === 'released')).toHaveLength(6);
    await vi.waitFor(() => expect(calls.slice(-2)).toEqual(['discard', 'let go']));
    preview.showFrame(request(), 0);
    await rest();
    expect(calls.filter((call) => call === 'track')).toHaveLength(2);
  });

  it('leases no workers where it was stopped before it knew its files', async () => {
    const { preview, parts, calls } = setUp();
    let named = () => {};
    const asked = new Promise<void>((ask) => {
      parts.sources.identify = async ({ name }) => {
        ask();
        await new Promise<void>((resolve) => (named = resolve));
        return { id: `#${name}`, name, bytes: 1 };
      };
    });
    preview.showClip(request(), 0);
    await asked;
    preview.stop();
    parts.sources.identify = async ({ name }) => ({ id: `#${name}`, name, bytes: 1 });
    named();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(calls).toEqual([]);
  });
});
