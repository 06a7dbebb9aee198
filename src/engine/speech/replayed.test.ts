import { expect, it } from 'vitest';
import { replayed } from './replayed';

const gather = async (sound: AsyncIterable<Float32Array>) => {
  const pieces: number[][] = [];
  for await (const piece of sound) pieces.push([...piece]);
  return pieces;
};

/** A sound of three pieces that counts how often it is read. */
function source() {
  const counted = { reads: 0, read };
  async function* read() {
    counted.reads++;
    for (const value of [1, 2, 3]) yield Float32Array.of(value, value);
  }
  return counted;
}

it('reads a short sound once', async () => {
  const sound = source();
  const play = replayed(sound.read, 6);
  const first = await gather(play());
  expect(await gather(play())).toEqual(first);
  expect(first).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
  expect(sound.reads).toBe(1);
});

it('reads a long one again, and keeps nothing of it', async () => {
  const sound = source();
  const play = replayed(sound.read, 5);
  expect(await gather(play())).toEqual(await gather(play()));
  expect(sound.reads).toBe(2);
});

it('reads again what was left in the middle', async () => {
  const sound = source();
  const play = replayed(sound.read);
  for await (const piece of play()) if (piece[0] === 1) break;
  expect(await gather(play())).toHaveLength(3);
  expect(sound.reads).toBe(2);
});
