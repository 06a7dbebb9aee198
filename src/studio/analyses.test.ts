import { expect, it } from 'vitest';
import { Analyses } from './analyses';

const track = (width: number) => ({
  ...{ width, height: 1 },
  ...{
    times: new Float64Array(),
    present: new Uint8Array(),
    covered: new Uint8Array(),
    points: new Float32Array(),
  },
});

it('keeps the tracks that were used last, and no more than its bound', () => {
  const { tracks } = new Analyses();
  tracks.set('a', track(1));
  tracks.set('b', track(2));
  expect(tracks.get('a')?.width).toBe(1);
  tracks.set('c', track(3));
  expect(tracks.get('b')).toBeUndefined();
  expect([tracks.get('a')?.width, tracks.get('c')?.width]).toEqual([1, 3]);
});

it('remembers that a video has no own sound', () => {
  const { ownSounds } = new Analyses();
  ownSounds.set('a', { curve: null, device: 'wasm' });
  expect(ownSounds.get('a')).toEqual({ curve: null, device: 'wasm' });
});
