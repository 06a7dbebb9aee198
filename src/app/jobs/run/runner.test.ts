import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { DubError } from '../../../engine/core/errors';
import type { DubJob } from '../../../engine/job/dub-job';
import { Suspended } from '../suspended';
import { input as plain, source, speechInfo } from '../testing';
import { PLACES, setUp } from './testing';

const input: DubJob = { ...plain, video: source('王 v.mp4'), encoder: 'ffmpeg' };
const work = (calls: string[]) => calls.filter((call) => !call.endsWith('ends'));

describe('runJob', () => {
  it('ends a stage that gets nowhere, and its workers', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { calls, events, run } = setUp({ plan: 'never' });
    const ended = run(input).catch((reason: unknown) => reason);
    await vi.waitUntil(() => calls.includes('plan'), { timeout: 20_000 });
    const before = calls.length;
    // The clock of these parts is the number of calls.
    for (let second = 0; second < 90; second++) {
      calls.push('tick');
      await vi.advanceTimersByTimeAsync(1000);
    }
    vi.useRealTimers();
    expect(await ended).toMatchObject({ code: 'job/stalled', detail: { step: 'plan' } });
    expect(calls.slice(before)).toContain('render ends');
    expect(events.at(-1)).toEqual({ type: 'step-failed', step: 'plan' });
  });

  it('binds to the rules that hold when the work begins, whatever the job was given', async () => {
    const { asked, kept, run } = setUp({}, { labelLocked: true, labelPlace: 'top', producer: 'Bank' });
    await run({ ...input, settings: { ...input.settings, label: 'off' } });
    expect(asked.render?.label).toMatchObject({ place: 'top' });
    expect(asked.render?.facts?.producer).toBe('Bank');
    expect(kept[0]?.settings.label).toBe('top');
  });

  it('goes through the steps in order and records the result last', async () => {
    const { calls, kept, run } = setUp();
    const record = await run(input);
    const done = work(calls);
    expect(done.slice(0, 2)).toEqual(['open 王 v.mp4', 'open s.wav']);
    expect(done.slice(2, -3).sort()).toEqual(
      [
        ...['warm track', 'warm trackBeside', 'track 王 v.mp4 0/2', 'track 王 v.mp4 1/2'],
        ...['warm speech', 'listen s.wav', 'device', 'listenToOwn 王 v.mp4', 'device'],
      ].sort(),
    );
    expect(done.slice(-3)).toEqual(['plan', 'render 王 v.mp4 ffmpeg', 'keep']);
    expect(kept).toEqual([record]);
    expect(record).toMatchObject({
      ...{ id: 'j', name: '王_v__s.mp4', bytes: 9, frames: 100, seconds: 4, width: 512, device: 'wasm' },
      video: input.video,
    });
    expect(Object.keys(record.timings).sort()).toEqual([
      'listen',
      'plan',
      'probe',
      'render',
      'total',
      'track',
    ]);
  });

  it('hears an hour of speech before it looks for faces', async () => {
    const { calls, run } = setUp();
    const long = source('long.wav', { ...speechInfo, duration: 3600 });
    await run({ ...input, speech: long });
    const done = work(calls);
    const tracks = done.flatMap((call, i) => (call.startsWith('track 王') ? [i] : []));
    expect(tracks).toHaveLength(2);
    for (const track of tracks) expect(done.indexOf('listenToOwn 王 v.mp4')).toBeLessThan(track);
    expect(done).not.toContain('warm track');
  });

  it('names the files as they were given, and what is known of them, for the signed note', async () => {
    const { kept, asked, run } = setUp();
    const avi = source('old.avi', { reader: 'ffmpeg' });
    await run({ ...input, video: avi, speech: { ...input.speech, sha256: 'known' }, name: 'Take 1' });
    const { title, video, speech } = asked.render?.signing?.origins ?? {};
    expect(title).toBe('Take_1.mp4');
    expect([video?.file.name, video?.sha256]).toEqual(['old.avi', undefined]);
    expect([speech?.file.name, speech?.sha256]).toEqual(['s.wav', 'known']);
    expect(kept[0]?.credentials).toEqual({ certificate: 'c', video: 'v', speech: 's' });
  });

  it('ends the tracker before the render begins, for its memory', async () => {
    const { calls, run } = setUp();
    await run(input);
    const render = calls.indexOf('render 王 v.mp4 ffmpeg');
    for (const tracker of ['track', 'trackBeside'])
      expect(calls.slice(0, render)).toContain(`${tracker} ends`);
    expect(calls.filter((call) => call === 'render ends')).toHaveLength(1);
  });

  it('converts what WebCodecs cannot read and works on that', async () => {
    const { calls, events, run } = setUp();
    const avi = source('old.avi', { reader: 'ffmpeg' });
    await run({ ...input, video: avi });
    expect(work(calls)).toEqual(
      expect.arrayContaining([
        'convert old.avi to cache/video-#old.avi.v4',
        'probe cache/video-#old.avi.v4',
        'track cache/video-#old.avi.v4 0/2',
        'track cache/video-#old.avi.v4 1/2',
        'listenToOwn cache/video-#old.avi.v4',
        'render cache/video-#old.avi.v4 ffmpeg',
        'listen s.wav',
      ]),
    );
    expect(events).toContainEqual(expect.objectContaining({ type: 'step-done', step: 'convert' }));
  });

  it('reuses what it found out about a file earlier', async () => {
    const { calls, run } = setUp();
    await run(input);
    calls.length = 0;
    await run({ ...input, speech: source('t.wav', speechInfo) });
    const second = work(calls);
    expect(second.filter((call) => /^(warm )?track/.test(call))).toEqual([]);
    expect(second).not.toContain('listenToOwn 王 v.mp4');
    expect(second).toContain('listen t.wav');
  });

  it('paints whom the user wants without looking for the faces again', async () => {
    const { asked, calls, run } = setUp({}, {}, [...PLACES]);
    const left = () => asked.plan?.track.points.values[0];
    await run(input);
    expect(left()).toBe(50);
    calls.length = 0;
    const choice = { places: [{ time: 0, x: 320, y: 70, size: 40 }] };
    await run({ ...input, face: { choice, keepOriginal: [] } });
    expect(left()).toBe(300);
    await run({ ...input, face: { person: 1, keepOriginal: [] } });
    expect(left()).toBe(50);
    await run({ ...input, face: { person: 2, keepOriginal: [] } });
    expect(left()).toBe(300);
    expect(work(calls).filter((call) => call.startsWith('track '))).toEqual([]);
  });

  it('fails where the one who is wanted is not there', async () => {
    const { run } = setUp({}, {}, [...PLACES]);
    const fault = expect.objectContaining({
      code: 'input/no-person',
      detail: { person: 3, people: 2 },
    }) as Error;
    await expect(run({ ...input, face: { person: 3, keepOriginal: [] } })).rejects.toEqual(fault);
  });

  it('fails with the first failure of two steps that run side by side, after both have let go', async () => {
    const noFace = new DubError('input/no-face');
    const { calls, kept, events, run } = setUp({ 'track 王 v.mp4 0/2': noFace });
    await expect(run(input)).rejects.toBe(noFace);
    expect(work(calls)).not.toContain('plan');
    expect(events.find(({ type }) => type === 'step-failed')).toMatchObject({ step: 'track' });
    expect(calls.indexOf('speech ends')).toBeGreaterThan(calls.indexOf('listen s.wav'));
    expect(calls).toContain('discard j');
    expect(kept).toEqual([]);
  });

  it('does not listen to the video where a network paints', async () => {
    const { calls, run } = setUp();
    const network = { id: 'n', name: 'N', licence: 'L', size: 96 };
    const painter = { id: 'wav2lip', settings: { method: 'improved', lead: 0 }, network };
    const record = await run({ ...input, painter });
    expect(work(calls)).toContain('listen s.wav');
    expect(work(calls)).toContain('network n');
    expect(work(calls)).not.toContain('listenToOwn 王 v.mp4');
    expect(record).toMatchObject({ painter });
  });

  it('uses only parts of its files where it is told so, and says so in the record', async () => {
    const { asked, calls, run } = setUp();
    const trim = { video: { from: 2, to: 5 }, speech: { from: 1, to: 3.5 } };
    const record = await run({ ...input, trim });
    expect(record).toMatchObject({ trim, name: '王_v_0m02-0m05__s_0m01-0m03.5.mp4' });
    expect(asked.plan).toMatchObject({ shown: trim.video, ownFrom: 0, speech: { duration: 2.5 } });
    expect(asked.render).toMatchObject({ spoken: trim.speech });
    expect(asked.render).not.toHaveProperty('span');
    // They are short: all of both is analysed, and serves the next job.
    expect(work(calls)).toEqual(expect.arrayContaining(['track 王 v.mp4 0/2', 'listen s.wav']));
  });

  it('analyses of long files only what a part needs, once', async () => {
    const { asked, calls, run } = setUp();
    const video = source('hour.mp4', { duration: 3600 });
    const trim = { video: { from: 1800, to: 1810 } };
    await run({ ...input, video, trim });
    expect(work(calls)).toEqual(
      expect.arrayContaining([
        ...['track hour.mp4 0/2 1770-1840', 'track hour.mp4 1/2 1770-1840'],
        ...['listen s.wav', 'listenToOwn hour.mp4 1760-1850'],
      ]),
    );
    expect(asked.plan).toMatchObject({ shown: { from: 1800, to: 1810 }, ownFrom: 1760 });
    expect(asked.render).toMatchObject({ span: { from: 1770, to: 1840 } });
    calls.length = 0;
    await run({ ...input, video, trim: { video: { from: 1801, to: 1809 } } });
    expect(work(calls).filter((call) => /^(track|listen)/.test(call))).toEqual([]);
  });

  it('tracks a short video in one piece', async () => {
    const { calls, run } = setUp();
    await run({ ...input, video: source('short.mp4', { duration: 1.5 }) });
    expect(work(calls).filter((call) => call.startsWith('track'))).toEqual(['track short.mp4 0/1']);
  });

  it('leaves no bytes behind where the record cannot be stored', async () => {
    const { calls, run } = setUp({ keep: new DubError('storage/full') });
    await expect(run(input)).rejects.toMatchObject({ code: 'storage/full' });
    expect(calls).toContain('discard j');
  });

  it('stops with the reason of the signal and asks nobody any more', async () => {
    const stop = new AbortController();
    stop.abort();
    const { calls, run } = setUp();
    await expect(run(input, stop.signal)).rejects.toBe(stop.signal.reason);
    expect(work(calls)).toEqual(['discard j']);
  });

  it('keeps what a suspended job has written', async () => {
    const stop = new AbortController();
    stop.abort(new Suspended());
    const { calls, run } = setUp();
    await expect(run(input, stop.signal)).rejects.toBe(stop.signal.reason);
    expect(work(calls)).toEqual([]);
  });
});
