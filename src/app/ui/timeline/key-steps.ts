/** Seconds that a key moves an end of the part by. */
export const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -0.05,
  ArrowDown: -0.05,
  ArrowRight: 0.05,
  ArrowUp: 0.05,
  PageDown: -5,
  PageUp: 5,
  Home: -Infinity,
  End: Infinity,
};
