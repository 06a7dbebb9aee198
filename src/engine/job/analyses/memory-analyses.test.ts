import { expect, it, vi } from 'vitest';
import { spoken } from '../../plan/testing';
import type { VideoPeople } from '../../face/people/video-people';
import { MemoryAnalyses } from './memory-analyses';

const people: VideoPeople = {
  ...{ width: 8, height: 8, times: Float64Array.of(0, 1), step: 1, people: [] },
};
const curve = {
  ...{ values: new Float32Array(4), components: 1, loudnessDb: new Float32Array(4), duration: 4 },
  ...spoken(4),
};

it('finds out once what is in a file, and gives each caller a copy of their own', async () => {
  const analyses = new MemoryAnalyses('here');
  const make = vi.fn(async () => people);
  expect(await analyses.knows('track', 'a')).toBe(false);
  const first = await analyses.track('a', '', make);
  structuredClone(first.times.buffer, { transfer: [first.times.buffer] });
  expect((await analyses.track('a', '', make)).times).toEqual(people.times);
  expect(await analyses.knows('track', 'a')).toBe(true);
  expect(await analyses.knows('track', 'a', '0-5')).toBe(false);
  expect(make).toHaveBeenCalledOnce();
});

it('knows that nothing is to be heard in a video, but hears a speech again', async () => {
  const analyses = new MemoryAnalyses('here');
  const silent = vi.fn(async () => ({ curve: null, device: null }));
  await analyses.ownSound('v', '', silent);
  expect(await analyses.ownSound('v', '', silent)).toEqual({ curve: null, device: null });
  expect(silent).toHaveBeenCalledOnce();
  const made = { curve, device: 'wasm' } as const;
  expect(await analyses.speech('v', '', async () => made)).toEqual(made);
});

it('converts a file once for all who want it at the same time', async () => {
  const analyses = new MemoryAnalyses('here');
  const make = vi.fn(async () => {});
  const use = async (path: string) => path;
  const [one, other] = await Promise.all([
    analyses.converted('v', make, use),
    analyses.converted('v', make, use),
  ]);
  expect(one).toBe(other);
  expect(one).toMatch(/^here\//);
  expect(make).toHaveBeenCalledOnce();
});
