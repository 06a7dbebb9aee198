import { expect, it } from 'vitest';
import { CurveRunner, type MouthNet } from './curve-runner';
import { ENCODER_SIZE } from './encoder-pieces';
import { MEL_BANDS } from './spectrum/log-mel';
import { FEATURE_STEP } from './mouth-curve';

/** Rows that the net below sees to either side, as many as the real one. */
const SIGHT = 32;

/**
 * A net with two components: the sum of the first number of the encoder over all that it sees, and the row's own second
 * band; a voice that goes with the row's first band, and one feature, the row's own first number of the encoder.
 */
function net(lengths: number[] = []): MouthNet {
  return async (mel, heard, rows) => {
    lengths.push(rows);
    const first = (row: number) => heard[row * ENCODER_SIZE] as number;
    const each = (value: (row: number) => number) =>
      Float32Array.from({ length: rows }, (_, row) => value(row));
    const sums = each((row) => {
      let sum = 0;
      for (let r = Math.max(0, row - SIGHT); r <= Math.min(rows - 1, row + SIGHT); r++) sum += first(r);
      return sum;
    });
    const bands = each((row) => mel[2 * row * MEL_BANDS + 1] as number);
    return {
      mouth: Float32Array.from({ length: 2 * rows }, (_, i) => (i % 2 ? bands : sums)[i >> 1] as number),
      voice: each((row) => mel[2 * row * MEL_BANDS] as number),
      hidden: each((row) => first(row) * FEATURE_STEP),
    };
  };
}

const melOf = (rows: number) =>
  Float32Array.from({ length: rows * MEL_BANDS }, (_, i) => Math.floor(i / MEL_BANDS) % 97);
const heardOf = (rows: number) =>
  Float32Array.from({ length: rows * ENCODER_SIZE }, (_, i) => Math.floor(i / ENCODER_SIZE) % 89);

/** `bit`: rows of the encoder that come at once, and twice as many of the log-mel, which is `lead` rows ahead. */
async function run(rows: number, bit: number, lead = 0, lengths: number[] = []) {
  const runner = new CurveRunner(net(lengths), 2, 1);
  const mel = melOf(rows);
  const heard = heardOf(rows >> 1);
  await runner.add(mel.slice(0, lead * MEL_BANDS), new Float32Array(0));
  for (let at = 0; at < rows >> 1 || lead + 2 * at < rows; at += bit)
    await runner.add(
      mel.slice((lead + 2 * at) * MEL_BANDS, (lead + 2 * (at + bit)) * MEL_BANDS),
      heard.slice(at * ENCODER_SIZE, (at + bit) * ENCODER_SIZE),
    );
  return runner.finish();
}

/** What the net gives for all rows at once, at the curve's rate: row t between the model's rows t / 2 - 0.5. */
async function whole(rows: number) {
  const half = rows >> 1;
  const { mouth, voice } = await net()(melOf(2 * half), heardOf(half), half);
  const read = (values: Float32Array, size: number) =>
    Float32Array.from({ length: rows * size }, (_, i) => {
      const position = Math.min(Math.max(Math.floor(i / size) / 2 - 0.5, 0), half - 1);
      const [low, high] = [Math.floor(position), Math.min(Math.ceil(position), half - 1)];
      const at = (row: number) => values[row * size + (i % size)] as number;
      const part = position - low;
      return at(low) * (1 - part) + at(high) * part;
    });
  return { values: read(mouth, 2), voice: read(voice, 1) };
}

it.each([2, 2999, 3000, 3001, 3081, 6500, 9100])(
  'gives for %d rows what the net gives for all of them at once',
  async (rows) => {
    const wanted = await whole(rows);
    for (const [bit, lead] of [
      [7, 0],
      [500, 300],
      [rows, 0],
    ] as const) {
      const told = await run(rows, bit, lead);
      expect(told.values).toEqual(wanted.values);
      expect(told.voice).toEqual(wanted.voice);
    }
  },
);

it('keeps the features in whole steps, one row for two of the curve', async () => {
  const { heard } = await run(300, 20);
  expect([...heard.rows]).toEqual(Array.from({ length: 150 }, (_, row) => row % 89));
});

it('never shows the net more than a piece with its margins', async () => {
  const lengths: number[] = [];
  await run(9101, 6, 0, lengths);
  expect(lengths).toHaveLength(4);
  expect(Math.max(...lengths)).toBe(1580);
});

it('gives nothing for nothing', async () => {
  const { values, voice, heard } = await new CurveRunner(net(), 2, 1).finish();
  expect([values.length, voice.length, heard.rows.length]).toEqual([0, 0, 0]);
});
