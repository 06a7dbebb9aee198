import { quantile } from '../../math/statistics';

/** With fewer looks than this at a mouth nothing is said of how far it opens. */
const ENOUGH = 8;
/** A mouth whose lips part by no more than this between closed and open (eye distances) does not speak. */
const HARDLY = 0.02;

/**
 * Whether a mouth hardly opens in all of a video: then there are no teeth to borrow, and what it is made to say stays
 * as small. `openings`: gap between the inner lips, eye distances, at each look.
 */
export function hardlyOpens(openings: readonly number[]): boolean {
  if (openings.length < ENOUGH) return false;
  return quantile(openings, 0.95) - quantile(openings, 0.05) < HARDLY;
}
