import { APPEARANCE_SIZE } from './likeness';

/** What somebody looks like, the same for the same number; `noise`: how much a look differs from them. */
export function appearanceOf(person: number, noise = 0, look = 0): Float32Array {
  const own = numbers(person);
  const other = numbers(1000 + 100 * person + look);
  return Float32Array.from({ length: APPEARANCE_SIZE }, () => own() + noise * other());
}

/** Numbers between -1 and 1, the same for the same seed: a linear congruential generator. */
function numbers(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
