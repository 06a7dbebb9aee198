import { describe, expect, it } from 'vitest';
import { FRAME_SIZE } from '../track/face-frames';
import { LOOK_BYTES } from '../track/choice/face-look';
import type { FaceRun, PeoplePart } from './face-run';
import { joinPeople } from './join-people';
import { appearanceOf } from './testing';
import { trackOf } from './video-people';

const run = (person: number, from: number, count: number, left: number, size = 40): FaceRun => ({
  from,
  values: Int16Array.from(
    { length: count * FRAME_SIZE },
    (_, i) => (i % 3 === 0 ? left : 0) + (i % 2) * size,
  ),
  looks: new Uint8Array(count * LOOK_BYTES),
  openings: Float32Array.from({ length: count }, (_, i) => 0.01 * i),
  appearance: appearanceOf(person),
  measures: count,
});
const part = (from: number, frames: number, runs: FaceRun[]): PeoplePart => ({
  ...{ width: 640, height: 480, step: 0.5, cuts: new Uint8Array(frames), runs },
  times: Float64Array.from({ length: frames }, (_, i) => (from + i) / 25),
});

describe('joinPeople', () => {
  it('gives everybody one id over all parts, the larger first', () => {
    const { people, times } = joinPeople([
      part(0, 4, [run(1, 0, 4, 0), run(2, 1, 3, 200, 90)]),
      part(4, 4, [run(2, 0, 2, 200, 90), run(1, 0, 4, 0)]),
    ]);
    expect([...times].map((time) => Math.round(time * 25))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(people.map(({ frames }) => [...frames])).toEqual([
      [1, 2, 3, 4, 5],
      [0, 1, 2, 3, 4, 5, 6, 7],
    ]);
  });

  it('gives one person as a track with gaps where they are not seen', () => {
    const joined = joinPeople([part(0, 4, [run(1, 0, 4, 0), run(2, 1, 2, 200, 60)])]);
    const first = [...joined.people.keys()].find((i) => joined.people[i]?.frames.length === 2) as number;
    const { present, points } = trackOf(joined, first);
    expect([...present]).toEqual([0, 1, 1, 0]);
    expect(points.values[FRAME_SIZE]).toBe(200);
    expect(points.values[0]).toBe(0);
  });

  it('needs frames, and a face in one of them', () => {
    expect(() => joinPeople([part(0, 0, [])])).toThrow(expect.objectContaining({ code: 'input/no-frames' }));
    const fault = expect.objectContaining({ code: 'input/no-face', detail: { frames: 2 } }) as Error;
    expect(() => joinPeople([part(0, 2, [])])).toThrow(fault);
  });
});
