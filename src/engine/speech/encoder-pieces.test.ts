import { expect, it } from 'vitest';
import { ENCODER_HOP, ENCODER_SIZE, EncoderPieces, type EncoderNet } from './encoder-pieces';

const RATE = 16_000;
const CENTRE = 447;

/** An encoder whose frame holds the time of its middle as the sound tells it: sample i of the sound is i seconds. */
function encoder(lengths: number[]): EncoderNet {
  return async (samples) => {
    lengths.push(samples.length);
    const frames = Math.floor((samples.length - 895) / ENCODER_HOP) + 1;
    const answer = new Float32Array(frames * ENCODER_SIZE);
    for (let k = 0; k < frames; k++) answer[k * ENCODER_SIZE] = samples[k * ENCODER_HOP + CENTRE] as number;
    return answer;
  };
}

async function hear(seconds: number, bit: number) {
  const lengths: number[] = [];
  const pieces = new EncoderPieces(encoder(lengths), 50);
  const sound = Float32Array.from({ length: seconds * RATE }, (_, i) => i / RATE);
  const times: number[] = [];
  const note = (rows: Float32Array) => {
    for (let at = 0; at < rows.length; at += ENCODER_SIZE) times.push(rows[at] as number);
  };
  for (let at = 0; at < sound.length; at += bit) note(await pieces.push(sound.slice(at, at + bit)));
  note(await pieces.finish(seconds * 50));
  return { times, lengths };
}

it.each([0.5, 3, 24, 24.1, 61.7])(
  'reads %d s at the middle of each row, whatever the pieces',
  async (seconds) => {
    for (const bit of [4097, 100_000]) {
      const { times } = await hear(seconds, bit);
      expect(times).toHaveLength(seconds * 50);
      // Before the first frame's middle and after the last one's there is nothing to read between.
      times.forEach((time, row) => {
        const middle = (row + 0.5) / 50;
        if (middle > 0.03 && middle < seconds - 0.06) expect(time).toBeCloseTo(middle, 3);
      });
    }
  },
);

it('hears what fits into one piece at once, and never more than a piece with its context', async () => {
  expect((await hear(20, 5000)).lengths).toEqual([20 * RATE]);
  const { lengths } = await hear(120, 5000);
  expect(lengths.length).toBeGreaterThan(5);
  expect(Math.max(...lengths)).toBeLessThan(29 * RATE);
});

it('gives the same for sound that comes in other bits', async () => {
  expect((await hear(61, 777)).times).toEqual((await hear(61, 61 * RATE)).times);
});
