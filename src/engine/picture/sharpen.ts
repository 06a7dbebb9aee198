/**
 * Sharpens samples [height, width] in place by what each differs from the 3 × 3 binomial blur around it, its taps
 * `step` samples apart; `strength` 0 leaves them as they are. Beyond the edge, and where a neighbour is NaN, the blur
 * takes the nearer sample again; NaN itself stays. The result is within 0…255.
 */
export function sharpen(
  samples: Float32Array,
  width: number,
  height: number,
  step: number,
  strength: number,
): void {
  if (strength <= 0) return;
  const sums = new Float64Array(width * height);
  for (let row = 0; row < height; row++) {
    const start = row * width;
    for (let column = 0; column < width; column++) {
      const own = samples[start + column] as number;
      const left = samples[start + Math.max(column - step, 0)] as number;
      const right = samples[start + Math.min(column + step, width - 1)] as number;
      sums[start + column] = orElse(left, own) + 2 * own + orElse(right, own);
    }
  }
  for (let row = 0; row < height; row++) {
    const start = row * width;
    const above = Math.max(row - step, 0) * width;
    const below = Math.min(row + step, height - 1) * width;
    for (let column = 0; column < width; column++) {
      const own = samples[start + column] as number;
      if (Number.isNaN(own)) continue;
      const middle = sums[start + column] as number;
      const upper = sums[above + column] as number;
      const lower = sums[below + column] as number;
      const blurred = (orElse(upper, middle) + 2 * middle + orElse(lower, middle)) / 16;
      samples[start + column] = Math.min(255, Math.max(0, own + strength * (own - blurred)));
    }
  }
}

const orElse = (value: number, other: number) => (Number.isNaN(value) ? other : value);
