import { trackedIndex } from '../../src/engine/face/track/landmarks';
import { eyeDistance, type Points } from './region';

/** Frames of the footage that a mouth is held against: those with the most similar lips. */
const NEAREST = 5;

const [TOP, BOTTOM] = [trackedIndex(13), trackedIndex(14)];
const [LEFT, RIGHT] = [trackedIndex(61), trackedIndex(291)];

type Observed = { readonly gap: number; readonly width: number; readonly detail: number };

/**
 * What detail a mouth of some shape has in the given footage. An open mouth shows teeth and their edges, a closed
 * one does not, so that a speech with other openings than the footage's has more or less detail whatever the
 * painter does; held against mouths of its own shape it shows what painting took away.
 */
export class DetailByShape {
  readonly #seen: Observed[] = [];

  add(points: Points, detail: number): void {
    this.#seen.push({ ...lips(points), detail });
  }

  /** Mean detail of the frames nearest in lip gap and mouth width; NaN where there are none. */
  expect(points: Points): number {
    const { gap, width } = lips(points);
    const apart = (other: Observed) => Math.hypot(gap - other.gap, width - other.width);
    const nearest = [...this.#seen].sort((a, b) => apart(a) - apart(b)).slice(0, NEAREST);
    return nearest.reduce((sum, { detail }) => sum + detail, 0) / nearest.length;
  }
}

/** Gap between the inner lips and width of the mouth, in eye distances. */
function lips(points: Points): { gap: number; width: number } {
  const unit = eyeDistance(points);
  const between = (a: number, b: number) =>
    Math.hypot(
      (points[2 * a] as number) - (points[2 * b] as number),
      (points[2 * a + 1] as number) - (points[2 * b + 1] as number),
    ) / unit;
  return { gap: between(TOP, BOTTOM), width: between(LEFT, RIGHT) };
}
