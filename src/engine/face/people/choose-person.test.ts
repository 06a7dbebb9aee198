import { describe, expect, it } from 'vitest';
import { curveOf } from '../../plan/testing';
import { FRAME_SIZE } from '../track/face-frames';
import { choosePerson } from './choose-person';
import type { VideoPeople } from './video-people';

const FRAMES = 200;
const syllables = (time: number) => Math.sin(2 * Math.PI * 3 * time) * Math.sin(1.7 * time);
const others = (time: number) => Math.sin(2 * Math.PI * 2.3 * time + 1) * Math.cos(1.1 * time);

/** People beside each other, seen in some frames, whose mouths open as told (seconds → 0…1). */
function video(...mouths: ((time: number) => number)[]): VideoPeople {
  const times = Float64Array.from({ length: FRAMES }, (_, i) => i / 25);
  const people = mouths.map((mouth, i) => ({
    frames: Int32Array.from(times, (_, frame) => frame),
    values: Int16Array.from(
      { length: FRAMES * FRAME_SIZE },
      (_, at) => (at % 3 === 0 ? 200 * i : 0) + (at % 2) * 100,
    ),
    covered: new Uint8Array(FRAMES),
    openings: Float32Array.from(times, (time) => 0.05 + 0.05 * mouth(time)),
  }));
  return { width: 900, height: 300, times, step: 1, people };
}

const still = () => 0;
const own = (mouth: (time: number) => number) => ({
  curve: curveOf(FRAMES / 25, mouth, (at) => 20 * mouth(at) - 30),
  from: 0,
});

describe('choosePerson', () => {
  it('takes whom the user wants', () => {
    const people = video(syllables, still, others);
    const choice = { places: [{ time: 1, x: 250, y: 50, size: 100 }] };
    expect(choosePerson(people, { choice }, own(syllables))).toEqual({ person: 1, of: 3, by: 'user' });
    expect(choosePerson(people, { person: 3 }, own(syllables))).toEqual({ person: 2, of: 3, by: 'user' });
    const code = expect.objectContaining({ code: 'input/no-person' }) as Error;
    expect(() => choosePerson(people, { person: 4 }, null)).toThrow(code);
    const nowhere = { places: [{ time: 1, x: 850, y: 50, size: 100 }] };
    expect(() => choosePerson(people, { choice: nowhere }, null)).toThrow(code);
  });

  it('takes the one whose mouth goes with the sound', () => {
    const people = video(still, others, syllables);
    expect(choosePerson(people, {}, own(syllables))).toEqual({ person: 2, of: 3, by: 'sound' });
    expect(choosePerson(people, {}, own(others))).toEqual({ person: 1, of: 3, by: 'sound' });
  });

  it('finds it where the sound comes later than the picture, whichever way the curve counts', () => {
    const people = video(others, syllables);
    const late = { ...own((time) => syllables(time - 0.2)), from: 0 };
    expect(choosePerson(people, {}, late)).toMatchObject({ person: 1, by: 'sound' });
    const values = late.curve.values.map((value) => -value);
    expect(choosePerson(people, {}, { ...late, curve: { ...late.curve, values } })).toMatchObject({
      person: 1,
    });
  });

  it('counts the time for which somebody goes with the sound', () => {
    const { people, ...rest } = video(syllables, syllables);
    const [first, second] = people as [VideoPeople['people'][0], VideoPeople['people'][0]];
    const brief = {
      ...first,
      frames: first.frames.subarray(0, 60),
      openings: first.openings.subarray(0, 60),
    };
    expect(choosePerson({ ...rest, people: [brief, second] }, {}, own(syllables))).toMatchObject({
      person: 1,
    });
  });

  it('takes a mouth that moves before a face that is large, where the sound says nothing', () => {
    expect(choosePerson(video(still, others), {}, null)).toEqual({ person: 1, of: 2, by: 'mouth' });
    expect(
      choosePerson(
        video(still, others),
        {},
        own(() => 0),
      ),
    ).toEqual({ person: 1, of: 2, by: 'mouth' });
  });

  it('takes the largest where nobody moves, and the only one there is', () => {
    expect(choosePerson(video(still, still), {}, null)).toEqual({ person: 0, of: 2, by: 'size' });
    expect(choosePerson(video(still), {}, own(syllables))).toEqual({ person: 0, of: 1, by: 'only' });
  });
});
