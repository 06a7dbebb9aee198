import type { Wav2LipNet } from '../../painters/wav2lip/painter';
import { WINDOW_SIZE } from '../../painters/wav2lip/network/windows';

/** A GPU's answer may differ from the processor's by this much (of 0…1); more, and its driver computes wrongly. */
export const TOLERANCE = 1e-2;

type Opened = { readonly net: Wav2LipNet; release(): Promise<void> };

/**
 * The GPU's session where its answer to a test input is the processor's to within `TOLERANCE`, else the processor's:
 * drivers exist that compute wrongly without saying so. The other one is released. A GPU that fails at the test is
 * not taken; where the processor does, both are released and its error is thrown.
 */
export async function chooseSession<T extends Opened>(gpu: T, cpu: T): Promise<T> {
  const { mel, faces } = testInput(cpu.net.size);
  const right = await cpu.net.run(mel, faces, 1).catch(async (reason: unknown) => {
    await Promise.all([gpu.release(), cpu.release()]);
    throw reason;
  });
  const answer = await gpu.net.run(mel, faces, 1).catch(() => null);
  const agree = answer !== null && largestDifference(answer, right) <= TOLERANCE;
  const [chosen, other] = agree ? [gpu, cpu] : [cpu, gpu];
  await other.release();
  return chosen;
}

/** Largest difference between two answers; infinite where their lengths differ or a number is none. */
export function largestDifference(answer: Float32Array, right: Float32Array): number {
  if (answer.length !== right.length) return Infinity;
  return answer.reduce((most, value, i) => {
    const difference = Math.abs(value - (right[i] as number));
    return Number.isNaN(difference) ? Infinity : Math.max(most, difference);
  }, 0);
}

/** A spectrogram and a face that formulas give: waves at many scales, the lower half of the first face black. */
export function testInput(size: number): { mel: Float32Array; faces: Float32Array } {
  const mel = Float32Array.from({ length: WINDOW_SIZE }, (_, i) => {
    const [band, column] = [Math.floor(i / 16), i % 16];
    return -1 + 2 * Math.sin(0.21 * band + 0.5 * column) * Math.cos(0.05 * band * (1 + column / 9));
  });
  const area = size * size;
  const faces = Float32Array.from({ length: 6 * area }, (_, i) => {
    const channel = Math.floor(i / area);
    const [row, column] = [Math.floor((i % area) / size), i % size];
    if (channel < 3 && row >= size / 2) return 0;
    return (
      0.5 +
      0.3 * Math.sin(0.2 * row + channel) * Math.cos(0.13 * column) +
      0.15 * Math.sin(1.1 * (row + column))
    );
  });
  return { mel, faces };
}
