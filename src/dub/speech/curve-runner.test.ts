import { expect, it } from 'vitest';
import { CurveRunner, type MouthNet } from './curve-runner';
import { MEL_BANDS } from './log-mel';

/** Rows that the net below sees to either side: less than the overlap of two pieces. */
const SIGHT = 66;

/** A net with two outputs: the mean of the first band over all that it sees, and the row's own second band. */
function net(lengths: number[]): MouthNet {
  return async (mel, rows) => {
    lengths.push(rows);
    const at = (row: number, band: number) => mel[row * MEL_BANDS + band] as number;
    return Float32Array.from({ length: 2 * rows }, (_, i) => {
      const row = i >> 1;
      if (i % 2 === 1) return at(row, 1);
      let sum = 0;
      for (let r = Math.max(0, row - SIGHT); r <= Math.min(rows - 1, row + SIGHT); r++) sum += at(r, 0);
      return sum;
    });
  };
}

const melOf = (rows: number) =>
  Float32Array.from({ length: rows * MEL_BANDS }, (_, i) => Math.floor(i / MEL_BANDS) % 97);

async function run(rows: number, bit: number): Promise<{ values: Float32Array; lengths: number[] }> {
  const lengths: number[] = [];
  const runner = new CurveRunner(net(lengths), 2);
  const mel = melOf(rows);
  for (let at = 0; at < rows; at += bit) await runner.add(mel.slice(at * MEL_BANDS, (at + bit) * MEL_BANDS));
  return { values: await runner.finish(), lengths };
}

it.each([1, 2999, 3000, 3001, 3079, 3081, 6500, 9100])(
  'gives for %d rows what the net gives for all of them at once',
  async (rows) => {
    // The net takes an even number of rows: the last one counts twice where there is one too few.
    const even = new Float32Array((rows + (rows % 2)) * MEL_BANDS).fill((rows - 1) % 97);
    even.set(melOf(rows));
    const whole = (await net([])(even, even.length / MEL_BANDS)).slice(0, 2 * rows);
    for (const bit of [6, 1000, rows]) expect((await run(rows, bit)).values).toEqual(whole);
  },
);

it('never shows the net more than a piece with its margins, and an even number of rows', async () => {
  const { lengths } = await run(9101, 6);
  expect(lengths).toHaveLength(4);
  expect(Math.max(...lengths)).toBe(3160);
  expect(lengths.every((rows) => rows % 2 === 0)).toBe(true);
});

it('gives nothing for nothing', async () => {
  expect(await new CurveRunner(net([]), 2).finish()).toHaveLength(0);
});
