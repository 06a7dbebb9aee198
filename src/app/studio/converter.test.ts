import { expect, it, vi } from 'vitest';
import { fakeWorkers } from '../../engine/bridge/testing';
import { videoInfo } from '../jobs/testing';
import { Converter, type ConverterDeps } from './converter';

it('converts the speech to its end though the video is ready before it, and gives the memory back then', async () => {
  vi.stubGlobal('navigator', { locks: { request: (_: string, held: () => Promise<void>) => held() } });
  const { workers, asked, ended, answer } = fakeWorkers();
  const deps = {
    host: workers.lease('convert'),
    looks: { run: async () => videoInfo },
    sources: { identify: async ({ name }: File) => ({ id: name }) },
    runner: () => ({
      files: { open: async (path: string) => new File(['x'], path) },
      analyses: {
        converted: async (id: string, make: (to: string) => Promise<void>, use: (from: string) => unknown) =>
          make(id).then(() => use(id)),
      },
    }),
  } as unknown as ConverterDeps;
  const converter = new Converter(deps);
  const options = { signal: new AbortController().signal, onProgress: () => {} };
  const convert = (role: 'video' | 'speech', name: string) =>
    converter.convert(role, { file: new File(['x'], name), info: videoInfo }, options);
  const both = [convert('video', 'v.mov'), convert('speech', 's.wma')];
  await vi.waitFor(() => expect(asked).toEqual(['convert 1: v.mov']));
  answer('v.mov');
  expect((await both[0])?.file.name).toBe('v.mov');
  expect(ended).toEqual([]);
  await vi.waitFor(() => expect(asked).toEqual(['convert 1: v.mov', 'convert 1: s.wma']));
  answer('s.wma');
  expect((await both[1])?.file.name).toBe('s.wma');
  expect(ended).toEqual(['convert 1']);
  workers.close();
});
