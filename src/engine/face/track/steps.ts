/** Coordinates in half the memory of floats: whole multiples of a step (pixels). */
export type Steps = { readonly step: number; readonly values: Int16Array };

/** Landmarks are known to a tenth of a pixel at best; rounding puts them off by 0.02 px. */
const FINEST_STEP = 1 / 16;
const MOST_STEPS = 32_767;
/** A face may reach beyond the edge of the picture by this share of its longer side; what is farther off is held there. */
const BEYOND = 1 / 16;

/** The step for points of a picture: 1/16 px, 1/8 px in pictures with a side over 1927 px, and so on. */
export function stepFor(width: number, height: number): number {
  const farthest = (1 + BEYOND) * Math.max(width, height);
  let step = FINEST_STEP;
  while (farthest > step * MOST_STEPS) step *= 2;
  return step;
}

/** Writes numbers (pixels) as steps, from `at` on; those out of reach become the nearest that is in reach. */
export function writeSteps({ step, values }: Steps, at: number, numbers: ArrayLike<number>): void {
  for (let i = 0; i < numbers.length; i++) {
    const steps = Math.round((numbers[i] as number) / step);
    values[at + i] = Math.min(MOST_STEPS, Math.max(-MOST_STEPS, steps));
  }
}

/** The numbers from `at` on, pixels, as many as `into` holds. */
export function readSteps({ step, values }: Steps, at: number, into: Float32Array): Float32Array {
  for (let i = 0; i < into.length; i++) into[i] = (values[at + i] as number) * step;
  return into;
}

/** All of some numbers as steps. */
export function toSteps(numbers: ArrayLike<number>, step: number): Steps {
  const steps = { step, values: new Int16Array(numbers.length) };
  writeSteps(steps, 0, numbers);
  return steps;
}
