import { describe, expect, it, vi } from 'vitest';
import type { InspectedNetwork } from '../../../engine/bridge/services';
import { ask, fakeWorkers } from '../../../engine/bridge/testing';
import { DubError } from '../../../engine/core/errors';
import { withRun, type StepParts } from '../../../engine/job/steps';
import { input } from '../../jobs/testing';
import type { NetworkRecord } from '../../storage/records/networks';
import { builtInNetworks, knownNetwork } from './known-networks';
import { Networks, type NetworksParts } from './networks.svelte';

const PUBLISHED = '4e67552e9bb8f981eab6d8a03ab3436fa57c3c450704512969bf51f88ccb2d28';
const file = (name: string) => new File([name], name);
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A store in memory, and a service that names a file's network after the file. */
function setUp(fail: Record<string, unknown> = {}) {
  const kept = new Map<string, NetworkRecord>();
  const asked: string[] = [];
  const inspect = async (given: File, beside: readonly File[]): Promise<InspectedNetwork> => {
    asked.push([given, ...beside].map(({ name }) => name).join(' + '));
    await settle();
    if (given.name in fail) throw fail[given.name];
    const id = given.name === 'published.onnx' ? PUBLISHED : `#${given.name}`;
    if (given.name === 'apart.onnx' && !beside.some(({ name }) => name === 'apart.onnx.data'))
      throw new DubError('model/weights-missing', { detail: { files: 'apart.onnx.data' } });
    const whole = given.name === 'apart.onnx' ? new Blob(['whole']) : null;
    return { facts: { id, bytes: given.size, size: 96, half: false }, whole };
  };
  const parts = {
    host: {
      run: async (
        call: (service: never, port: MessagePort) => unknown,
        { signal }: { signal: AbortSignal },
      ) => {
        const facts = await call({ inspect } as never, {} as MessagePort);
        signal.throwIfAborted();
        return facts;
      },
      dispose: () => {},
    },
    store: {
      put: async (record: NetworkRecord) => {
        if ('put' in fail) throw fail.put;
        kept.set(record.id, record);
      },
      list: async () => [...kept.values()],
      read: async (record: NetworkRecord) => {
        if ('read' in fail) throw fail.read;
        return { record, file: file(record.name) };
      },
      delete: async (id: string) => void kept.delete(id),
    },
    builtIn: [],
  } as unknown as NetworksParts;
  return { networks: new Networks(parts), kept, asked };
}

describe('a network whose weights lie in another file', () => {
  const weights = file('apart.onnx.data');

  it('becomes one with it', async () => {
    const { networks, asked } = setUp();
    networks.give([file('apart.onnx')], [weights]);
    await settle();
    await settle();
    expect(asked).toEqual(['apart.onnx + apart.onnx.data']);
    expect(networks.adding).toMatchObject({ state: 'terms', file: { name: 'apart.onnx', size: 5 } });
  });

  it('names what is missing, and is read again with what is dropped then', async () => {
    const { networks } = setUp();
    networks.give([file('apart.onnx')]);
    await settle();
    await settle();
    expect(networks.adding).toMatchObject({
      state: 'refused',
      error: { code: 'model/weights-missing', detail: { files: 'apart.onnx.data' } },
    });
    networks.give([], [weights]);
    await settle();
    await settle();
    expect(networks.adding).toMatchObject({ state: 'terms', file: { name: 'apart.onnx' } });
  });
});

describe('Networks', () => {
  it('asks for the terms of an unknown file, stores it with them, and has it paint', async () => {
    const { networks, kept } = setUp();
    networks.give([file('mine.onnx')]);
    expect(networks.adding?.state).toBe('reading');
    await settle();
    await settle();
    expect(networks.adding).toMatchObject({ state: 'terms', known: null });
    expect(kept.size).toBe(0);
    await networks.accept({ name: 'Mine', licence: 'our own' });
    await settle();
    expect(networks.list).toMatchObject([
      { id: '#mine.onnx', name: 'Mine', licence: 'our own', commercial: null },
    ]);
    expect(networks.choice).toMatchObject({ state: 'ready', id: '#mine.onnx' });
    expect(networks.adding).toBeNull();
  });

  it('names a published file and its terms itself, whatever is stated', async () => {
    const { networks } = setUp();
    networks.give([file('published.onnx')]);
    await settle();
    await settle();
    expect(networks.adding).toMatchObject({ known: { name: 'Wav2Lip GAN', commercial: false } });
    await networks.accept({ name: 'Mine', licence: 'anything goes' });
    expect(networks.list.map(({ name }) => name)).toEqual(['Wav2Lip GAN']);
    expect(networks.list[0]?.licence).toMatch(/non-commercial/i);
  });

  it('takes several files one after the other, and keeps no file whose terms are declined', async () => {
    const { networks, kept, asked } = setUp();
    networks.give([file('a.onnx'), file('b.onnx')]);
    await settle();
    await settle();
    expect(asked).toEqual(['a.onnx']);
    networks.skip();
    await settle();
    await settle();
    expect(asked).toEqual(['a.onnx', 'b.onnx']);
    await networks.accept({ name: 'B', licence: 'free' });
    expect([...kept.keys()]).toEqual(['#b.onnx']);
  });

  it('says why a file is refused, and goes on with the next', async () => {
    const refusal = new DubError('model/other-contract', { detail: { found: 'x [1,3]' } });
    const { networks } = setUp({ 'bad.onnx': refusal });
    networks.give([file('bad.onnx')]);
    await settle();
    await settle();
    expect(networks.adding).toMatchObject({
      state: 'refused',
      name: 'bad.onnx',
      error: { code: 'model/other-contract', detail: { found: 'x [1,3]' } },
    });
    networks.give([file('good.onnx')]);
    await settle();
    await settle();
    expect(networks.adding?.state).toBe('terms');
    networks.give([new File([], 'empty.onnx')]);
    networks.skip();
    await settle();
    expect(networks.adding).toMatchObject({ state: 'refused', error: { code: 'model/not-onnx' } });
  });

  it('tells that the storage is full, and keeps nothing', async () => {
    const { networks } = setUp({ put: new DubError('storage/full') });
    networks.give([file('big.onnx')]);
    await settle();
    await settle();
    await networks.accept({ name: 'Big', licence: 'free' });
    expect(networks.adding).toMatchObject({ state: 'refused', error: { code: 'storage/full' } });
    expect(networks.list).toEqual([]);
  });

  it('stops a file from being read, and forgets a deleted one', async () => {
    const { networks } = setUp();
    networks.give([file('slow.onnx')]);
    networks.skip();
    await settle();
    await settle();
    expect(networks.adding).toBeNull();
    networks.give([file('mine.onnx')]);
    await settle();
    await settle();
    await networks.accept({ name: 'Mine', licence: 'our own' });
    await settle();
    networks.give([file('other.onnx')]);
    await settle();
    await settle();
    await networks.accept({ name: 'Other', licence: 'our own' });
    await settle();
    await networks.delete('#other.onnx');
    expect(networks.choice?.id).toBe('#mine.onnx');
    await networks.delete('#mine.onnx');
    expect([networks.choice, networks.list]).toEqual([null, []]);
  });
});

describe('reading a network', () => {
  function withWorkers() {
    const here = fakeWorkers();
    const lease = here.workers.lease('network');
    const store = { list: async () => [] };
    const networks = new Networks({ host: lease, store, builtIn: [] } as unknown as NetworksParts);
    const isAsked = (call: string) => vi.waitFor(() => expect(here.asked).toContain(call));
    const shows = (state: object) => vi.waitFor(() => expect(networks.adding).toMatchObject(state));
    return { ...here, lease, networks, isAsked, shows };
  }

  it('goes on while a job ends, and the files behind it come next', async () => {
    const { networks, workers, isAsked, shows, answer, ended } = withWorkers();
    networks.give([file('a.onnx'), file('b.onnx')]);
    await isAsked('network 1: a.onnx');
    const parts = { leaseWorkers: () => workers.leaseJob(), now: () => 0 } as unknown as StepParts;
    await withRun('j', input, parts, { signal: new AbortController().signal, emit: () => {} }, async (on) => {
      const painted = ask(on.workers.render, 'render');
      await isAsked('render 1: render');
      answer('render');
      return painted;
    });
    expect(ended).toEqual(['render 1']);
    answer('a.onnx');
    await shows({ state: 'terms', facts: { id: '#a.onnx' } });
    networks.skip();
    await isAsked('network 1: b.onnx');
    answer('b.onnx');
    await shows({ state: 'terms', facts: { id: '#b.onnx' } });
    workers.close();
  });

  it('is refused where its worker was ended, and the next file is read', async () => {
    const { networks, workers, lease, isAsked, shows, answer } = withWorkers();
    networks.give([file('a.onnx'), file('b.onnx')]);
    await isAsked('network 1: a.onnx');
    lease.dispose();
    await shows({ state: 'refused', name: 'a.onnx', error: { code: 'worker/crashed' } });
    networks.skip();
    await isAsked('network 2: b.onnx');
    answer('b.onnx');
    await shows({ state: 'terms', facts: { id: '#b.onnx' } });
    workers.close();
  });
});

describe('what is known', () => {
  it('knows published weights by their hash alone', () => {
    expect(knownNetwork(PUBLISHED)?.name).toBe('Wav2Lip GAN');
    expect(knownNetwork('0'.repeat(64))).toBeNull();
  });

  it('takes from the manifest what is a network and is there', () => {
    const facts = {
      ...{ name: 'Mini', licence: 'Apache-2.0', bytes: 9, source: 'this project' },
      ...{ commercial: true, size: 96, half: false },
    };
    const found = builtInNetworks(
      [
        { ...facts, hash: 'abc', file: 'mini/mini.onnx' },
        { ...facts, hash: 'def', file: 'gone/gone.onnx' },
      ],
      {
        '../../../../models/mini/mini.onnx': '/assets/mini.onnx',
        '../../../../models/mouth/mouth.onnx': '/m',
      },
    );
    expect(found).toEqual([{ url: '/assets/mini.onnx', record: { ...facts, id: 'abc', addedAt: 0 } }]);
  });
});
