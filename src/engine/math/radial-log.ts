/** Leading bits of a number's fraction that its logarithm is looked up by, and the powers of two that are covered. */
const FRACTION_BITS = 5;
const [LEAST_POWER, POWERS] = [-16, 48];

const SHIFT = 20 - FRACTION_BITS;
/** An IEEE 754 double and its upper half, which begins with sign and exponent: every browser's numbers are little-endian. */
const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);
const FIRST = (LEAST_POWER + 1023) << FRACTION_BITS;
const ENTRIES = POWERS << FRACTION_BITS;
/** The reciprocal of each interval's middle, and the middle's logarithm. */
const reciprocals = new Float64Array(ENTRIES);
const logarithms = new Float64Array(ENTRIES);
for (let entry = 0; entry < ENTRIES; entry++) {
  halves[1] = ((FIRST + entry) << SHIFT) + (1 << (SHIFT - 1));
  reciprocals[entry] = 1 / (double[0] as number);
  logarithms[entry] = Math.log(double[0] as number);
}

/**
 * The radial function of the thin plate, r² log r² for a squared distance in pixels². The logarithm is off by less
 * than 2·10⁻⁸: a look-up and three terms of the series around it take a fifth of the time of `Math.log`.
 */
export function radialLog(squared: number): number {
  double[0] = squared;
  const entry = ((halves[1] as number) >> SHIFT) - FIRST;
  // Nearer than 1/256 pixel (0 too), or further than any picture is wide.
  if (entry < 0 || entry >= ENTRIES) return squared > 0 ? squared * Math.log(squared) : 0;
  const beyond = squared * (reciprocals[entry] as number) - 1;
  return squared * ((logarithms[entry] as number) + beyond * (1 - beyond * (0.5 - beyond * (1 / 3))));
}
