import { gatherPieces, isLasting } from '../people/gather';
import type { TimeRange } from '../../core/time-range';

/** One face in one sample. Pixels of the upright picture. */
export type SeenFace = {
  readonly x: number;
  readonly y: number;
  /** Longer side of the box around the face. */
  readonly size: number;
  /** What it looks like (`againstOthers`); null where it is seen from the side. */
  readonly appearance: Float32Array | null;
};

export type Sample<Face extends SeenFace> = {
  readonly time: number;
  /** True where this is the first sample of another shot. */
  readonly cut: boolean;
  readonly faces: readonly Face[];
};

/** What one person looks like in each sample; null where they are not seen. */
export type Sightings<Face> = readonly (Face | null)[];

/**
 * Sorts the faces of all samples by person, as a job sorts those of all frames. The largest and most present first;
 * passers-by are left out. `stretches`: what each sample stands for.
 */
export function gatherPeople<Face extends SeenFace>(
  samples: readonly Sample<Face>[],
  stretches: readonly TimeRange[],
): Sightings<Face>[] {
  const seen = samples.flatMap(({ faces }, sample) => faces.map((face) => ({ sample, face })));
  const pieces = seen.map(({ sample, face }) => ({
    ...{ from: sample, to: sample + 1, first: face, last: face },
    appearance: face.appearance ?? new Float32Array(0),
    measures: face.appearance ? 1 : 0,
  }));
  const times = samples.map(({ time }) => time);
  const cuts = samples.map(({ cut }) => (cut ? 1 : 0));
  const people = gatherPieces(pieces, { times, cuts }).map((positions) => {
    const sightings = new Array<Face | null>(samples.length).fill(null);
    for (const position of positions) {
      const { sample, face } = seen[position] as (typeof seen)[number];
      sightings[sample] = face;
    }
    return {
      sightings,
      count: positions.length,
      weight: weightOf(sightings),
      seconds: secondsOf(sightings, stretches),
    };
  });
  people.sort((a, b) => b.weight - a.weight);
  const whole = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
  const lasting = people.filter(({ count, seconds }) => count > 1 && isLasting(seconds, whole));
  return (lasting.length > 0 ? lasting : people.slice(0, 1)).map(({ sightings }) => sightings);
}

const weightOf = (sightings: Sightings<SeenFace>): number =>
  sightings.reduce((sum, face) => sum + (face?.size ?? 0), 0);

function secondsOf(sightings: Sightings<SeenFace>, stretches: readonly TimeRange[]): number {
  return stretches.reduce((sum, { from, to }, i) => sum + (sightings[i] ? to - from : 0), 0);
}
