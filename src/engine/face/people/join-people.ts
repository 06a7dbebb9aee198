import { DubError } from '../../core/errors';
import { FRAME_SIZE } from '../track/face-frames';
import { coveredFrames } from '../track/choice/covered';
import { LOOK_BYTES } from '../track/choice/face-look';
import { boxAt } from './face-place';
import { lengthOf, type FaceRun, type PeoplePart } from './face-run';
import { gatherPieces, isLasting } from './gather';
import type { PersonTrack, VideoPeople } from './video-people';

/**
 * Everybody in a video, from what was measured in its stretches, in their order. Throws `input/no-frames`, and
 * `input/no-face` where there is no face in any of them.
 */
export function joinPeople(parts: readonly PeoplePart[]): VideoPeople {
  const count = parts.reduce((sum, { times }) => sum + times.length, 0);
  const [first] = parts;
  if (!first || count === 0) throw new DubError('input/no-frames');
  const [times, cuts] = [new Float64Array(count), new Uint8Array(count)];
  const runs: FaceRun[] = [];
  let at = 0;
  for (const part of parts) {
    times.set(part.times, at);
    cuts.set(part.cuts, at);
    for (const run of part.runs) runs.push({ ...run, from: at + run.from });
    at += part.times.length;
  }
  if (runs.length === 0) throw new DubError('input/no-face', { detail: { frames: count } });
  const { width, height, step } = first;
  return { width, height, times, step, people: sortByPerson(runs, times, cuts, step) };
}

function sortByPerson(
  runs: readonly FaceRun[],
  times: Float64Array,
  cuts: Uint8Array,
  step: number,
): PersonTrack[] {
  const pieces = runs.map((run) => ({
    from: run.from,
    to: run.from + lengthOf(run),
    first: boxAt(run.values, 0, step),
    last: boxAt(run.values, lengthOf(run) - 1, step),
    appearance: run.appearance,
    measures: run.measures,
  }));
  const weighed = gatherPieces(pieces, { times, cuts }).map((positions) => {
    const own = positions.map((position) => runs[position] as FaceRun);
    const frames = own.reduce((sum, run) => sum + lengthOf(run), 0);
    // A face does not grow much within one shot.
    const weight = positions.reduce((sum, position) => {
      const { from, to, first, last } = pieces[position] as (typeof pieces)[number];
      return sum + ((to - from) * (first.size + last.size)) / 2;
    }, 0);
    return { own, frames, weight };
  });
  weighed.sort((a, b) => b.weight - a.weight);
  const frameSeconds = ((times.at(-1) as number) - (times[0] as number)) / Math.max(1, times.length - 1);
  const lasting = weighed.filter(({ frames }) =>
    isLasting(frames * frameSeconds, times.length * frameSeconds),
  );
  return (lasting.length > 0 ? lasting : weighed.slice(0, 1)).map(({ own, frames }) => join(own, frames));
}

/** The runs of one person behind each other. */
function join(runs: readonly FaceRun[], count: number): PersonTrack {
  const frames = new Int32Array(count);
  const values = new Int16Array(count * FRAME_SIZE);
  const looks = new Uint8Array(count * LOOK_BYTES);
  const openings = new Float32Array(count);
  let at = 0;
  for (const run of runs) {
    const length = lengthOf(run);
    for (let i = 0; i < length; i++) frames[at + i] = run.from + i;
    values.set(run.values, at * FRAME_SIZE);
    looks.set(run.looks, at * LOOK_BYTES);
    openings.set(run.openings, at);
    at += length;
  }
  const covered = coveredFrames(looks, new Uint8Array(count).fill(1));
  return { frames, values, covered, openings };
}
