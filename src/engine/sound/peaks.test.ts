import { expect, it } from 'vitest';
import { peaksOf } from './peaks';

it('gives the largest value of each twentieth of a second, whatever the pieces are', async () => {
  const sound = Float32Array.from({ length: 2000 }, (_, i) => (i === 130 ? -0.5 : i === 1999 ? 3 : 0));
  async function* pieces(size: number) {
    for (let at = 0; at < sound.length; at += size)
      yield await Promise.resolve(sound.subarray(at, at + size));
  }
  for (const size of [1, 77, 2000])
    expect(await peaksOf(pieces(size), 1000)).toEqual(
      Array.from({ length: 40 }, (_, i) => (i === 2 ? 0.5 : i === 39 ? 1 : 0)),
    );
});
