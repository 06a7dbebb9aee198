import { describe, expect, it } from 'vitest';
import { ask, useFakeWorkers } from './testing';

const here = useFakeWorkers();
const { isAsked } = here;

describe('the owner of all workers', () => {
  it('starts none before its first call', async () => {
    const { workers, begun, answer } = here;
    const [job, probe] = [workers.leaseJob(), workers.lease('probe')];
    workers.pool('probe', 3);
    expect(begun).toEqual([]);
    const seen = ask(job.render, 'plan');
    await isAsked('render 1: plan');
    answer('plan');
    expect(await seen).toBe('plan by render 1');
    expect(begun).toEqual(['render 1']);
    probe.release();
    expect(here.ended).toEqual([]);
  });

  it('gives a worker to each lease, and ends only its own', async () => {
    const { workers, ended, answer } = here;
    const [mine, other] = [workers.lease('track'), workers.lease('track')];
    const lost = ask(mine, 'scan a');
    const queued = ask(mine, 'scan b');
    const going = ask(other, 'scan c');
    await isAsked('track 1: scan a', 'track 2: scan c');
    mine.dispose();
    await expect(lost).rejects.toMatchObject({ name: 'AbortError' });
    await isAsked('track 3: scan b');
    answer('scan b');
    answer('scan c');
    expect(await queued).toBe('scan b by track 3');
    expect(await going).toBe('scan c by track 2');
    expect(ended).toEqual(['track 1']);
  });

  it('starts nothing for a lease that was released, and aborts what runs and waits', async () => {
    const { workers, begun, asked } = here;
    const lease = workers.lease('convert');
    const calls = [ask(lease, 'first'), ask(lease, 'second')];
    await isAsked('convert 1: first');
    lease.release();
    calls.push(ask(lease, 'third'));
    for (const call of calls) await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(begun).toEqual(['convert 1']);
    expect(asked).toEqual(['convert 1: first']);
  });

  it('starts a fresh worker after a crash', async () => {
    const { workers, answer } = here;
    const lease = workers.lease('speech');
    const lost = ask(lease, 'listen');
    await isAsked('speech 1: listen');
    here.crash('speech 1');
    await expect(lost).rejects.toMatchObject({ code: 'worker/crashed' });
    const again = ask(lease, 'again');
    await isAsked('speech 2: again');
    answer('again');
    expect(await again).toBe('again by speech 2');
  });

  it('lets no more work at a time than it may, in the order of their calls, and goes on after a crash', async () => {
    const { workers, begun, asked, answer } = here;
    const pool = workers.pool('probe', 2);
    const words = ['a', 'b', 'c', 'd'];
    const calls = words.map((word) => ask(pool, word));
    await isAsked('probe 1: a', 'probe 2: b');
    answer('b');
    await isAsked('probe 2: c');
    here.crash('probe 1');
    await expect(calls[0]).rejects.toMatchObject({ code: 'worker/crashed' });
    await isAsked('probe 3: d');
    for (const word of words) answer(word);
    expect(await Promise.all(calls.slice(1))).toEqual(['b by probe 2', 'c by probe 2', 'd by probe 3']);
    expect(asked).toEqual(['probe 1: a', 'probe 2: b', 'probe 2: c', 'probe 3: d']);
    expect(begun).toHaveLength(3);
  });

  it('ends them all when it is closed, and starts no more', async () => {
    const { workers, begun, ended } = here;
    const [job, network] = [workers.leaseJob(), workers.lease('network')];
    const calls = [ask(job.render, 'render'), ask(network, 'inspect'), ask(workers.standby.speech, 'warm')];
    await isAsked('render 1: render', 'network 1: inspect', 'speech 1: warm');
    workers.close();
    calls.push(ask(workers.lease('probe'), 'probe'), ask(workers.leaseJob().track, 'track'));
    for (const call of calls) await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(ended.sort()).toEqual(begun.sort());
    expect(begun).toHaveLength(3);
  });
});

describe('a worker that stands by', () => {
  it('is taken over by one job, once, with the call that it is at', async () => {
    const { workers, begun, ended, answer } = here;
    const warming = ask(workers.standby.speech, 'warm');
    await isAsked('speech 1: warm');
    const [first, second] = [workers.leaseJob(), workers.leaseJob()];
    const calls = [ask(first.speech, 'mine'), ask(second.speech, 'yours')];
    await isAsked('speech 2: yours');
    answer('warm');
    expect(await warming).toBe('warm by speech 1');
    await isAsked('speech 1: mine');
    // Nobody takes it back.
    workers.standby.speech.dispose();
    answer('mine');
    answer('yours');
    expect(await Promise.all(calls)).toEqual(['mine by speech 1', 'yours by speech 2']);
    first.speech.release();
    expect(ended).toEqual(['speech 1']);
    expect(begun).toHaveLength(2);
  });

  it('is ended with the calls that wait for it, by whoever has it then', async () => {
    const { workers, begun, ended, answer } = here;
    const warmTwice = () => [ask(workers.standby.track, 'warm'), ask(workers.standby.track, 'again')];
    const disposed = warmTwice();
    await isAsked('track 1: warm');
    workers.standby.track.dispose();
    for (const call of disposed) await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    const released = warmTwice();
    await isAsked('track 2: warm');
    workers.leaseJob().track.release();
    for (const call of released) await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(ended).toEqual(begun);
    const next = ask(workers.standby.track, 'next');
    await isAsked('track 3: next');
    answer('next');
    expect(await next).toBe('next by track 3');
  });

  it('stays away once all are closed, also where it was taken over after that', async () => {
    const { workers, begun } = here;
    workers.close();
    workers.leaseJob();
    workers.standby.track.dispose();
    await expect(ask(workers.standby.track, 'warm')).rejects.toMatchObject({ name: 'AbortError' });
    expect(begun).toEqual([]);
  });
});
