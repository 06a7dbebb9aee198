import { describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint';

const request = () => ({
  plan: { fps: 25, base: Int32Array.of(0, 1, 2), reuse: { mix: Float32Array.of(0, 0.5) } },
  sources: ['a', 'b'],
  encoder: 'auto',
});

describe('fingerprint', () => {
  it('is the same for the same data, in whatever order and memory it lies', async () => {
    const { plan, ...rest } = request();
    const shifted = new Int32Array(Int32Array.of(9, 0, 1, 2).buffer, 4);
    const other = {
      ...rest,
      device: undefined,
      video: new File(['1'], 'v'),
      plan: { ...plan, base: shifted },
    };
    expect(await fingerprint(other)).toBe(await fingerprint(request()));
  });

  it('differs wherever anything differs', async () => {
    const { plan } = request();
    const changed: unknown[] = [
      { ...request(), encoder: 'ffmpeg' },
      { ...request(), sources: ['b', 'a'] },
      { ...request(), network: 'n' },
      { ...request(), plan: { ...plan, base: Int32Array.of(0, 1, 3) } },
      { ...request(), plan: { ...plan, base: Uint32Array.of(0, 1, 2) } },
      { ...request(), plan: { ...plan, reuse: { mix: Float32Array.of(0, 0.25) } } },
    ];
    const all = await Promise.all([request(), ...changed].map(fingerprint));
    expect(new Set(all).size).toBe(all.length);
  });
});
