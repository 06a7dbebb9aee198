import { expect, it } from 'vitest';
import { isSilent } from './is-silent';

async function* pieces(...parts: Float32Array[]) {
  yield* parts;
}
const tone = (level: number, length = 1600) =>
  Float32Array.from({ length }, (_, i) => level * Math.SQRT2 * Math.sin(i / 3));

it.each([
  ['nothing', [], true],
  ['zeros', [new Float32Array(9000)], true],
  ['the noise of a sound card', [tone(1e-5)], true],
  ['a whisper after silence', [new Float32Array(777), tone(2e-3)], false],
  ['a voice', [tone(0.1, 500)], false],
] as const)('%s', async (_, parts, silent) => {
  expect(await isSilent(pieces(...parts))).toBe(silent);
});

it('reads no further than it has to', async () => {
  let read = 0;
  async function* long() {
    for (;;) {
      read++;
      yield tone(0.1);
    }
  }
  expect(await isSilent(long())).toBe(false);
  expect(read).toBe(1);
});
