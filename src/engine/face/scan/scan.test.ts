import { describe, expect, test } from 'vitest';
import { pictureBytes, type Picture } from '../../picture/picture';
import { runsOf, stretchesOf } from './findings';
import { hardlyOpens } from './mouth-range';
import { appearanceOf } from '../people/testing';
import { gatherPeople, type Sample, type SeenFace } from './people';
import { chooseSamples } from './samples';
import { brightness, isShotChange } from './shot-change';

describe('chooseSamples', () => {
  const evenTimes = (count: number) => Float64Array.from({ length: count }, (_, i) => i / 25);

  test('takes four frames a second of a short video', () => {
    const { frames, step } = chooseSamples(evenTimes(100), Int32Array.of(0), 640 * 360);
    expect(frames.slice(0, 4)).toEqual([0, 6, 12, 19]);
    expect(frames).toHaveLength(16);
    expect(step).toBeCloseTo(0.25, 6);
  });

  test('takes only frames where decoding can start of a long one, and leaves no gap longer than that', () => {
    const keys = Int32Array.from({ length: 60 }, (_, i) => 250 * i);
    const { frames, step } = chooseSamples(evenTimes(15_000), keys, 1920 * 1080);
    expect(frames.every((frame) => frame % 250 === 0)).toBe(true);
    expect(frames).toHaveLength(60);
    expect(step).toBeCloseTo(10, 0);
    const alone = chooseSamples(evenTimes(15_000), Int32Array.of(0), 1920 * 1080).frames;
    expect(Math.max(...alone.slice(1).map((frame, i) => frame - (alone[i] as number)))).toBeLessThan(16 * 25);
  });

  test('a single frame is a sample', () => {
    expect(chooseSamples(Float64Array.of(0), Int32Array.of(0), 100).frames).toEqual([0]);
  });
});

describe('shot changes', () => {
  const picture = (shade: (x: number, y: number) => number): Picture => {
    const data = new Uint8Array(pictureBytes(120, 90));
    for (let i = 0; i < 120 * 90; i++) data[i] = shade(i % 120, Math.floor(i / 120));
    return { width: 120, height: 90, data };
  };
  const indoors = brightness(picture((x) => 40 + x / 2));

  test('another scene is one', () => {
    expect(isShotChange(indoors, brightness(picture((_, y) => 150 + y)))).toBe(true);
  });

  test('the same scene is none, nor is one a little darker', () => {
    expect(isShotChange(indoors, brightness(picture((x, y) => 40 + x / 2 + (y % 3))))).toBe(false);
    expect(isShotChange(indoors, brightness(picture((x) => 36 + x / 2)))).toBe(false);
  });
});

describe('gatherPeople', () => {
  const ANN = appearanceOf(1);
  const BOB = appearanceOf(2);
  const face = (x: number, appearance: Float32Array, size = 100): SeenFace => ({
    x,
    y: 200,
    size,
    appearance,
  });
  const sample = (time: number, faces: SeenFace[], cut = false): Sample<SeenFace> => ({ time, cut, faces });
  const gather = (samples: Sample<SeenFace>[]) => {
    const times = samples.map(({ time }) => time);
    return gatherPeople(samples, stretchesOf(times, { from: 0, to: (times.at(-1) ?? 0) + 1 }));
  };
  const xs = (people: ReturnType<typeof gather>) => people.map((seen) => seen.map((one) => one?.x ?? null));

  test('keeps two people apart, whatever order they are found in, the larger first', () => {
    const people = gather([
      sample(0, [face(100, ANN), face(400, BOB, 140)]),
      sample(1, [face(405, BOB, 140), face(110, ANN)]),
      sample(2, [face(120, ANN), face(410, BOB, 140)]),
    ]);
    expect(xs(people)).toEqual([
      [400, 405, 410],
      [100, 110, 120],
    ]);
  });

  test('knows somebody again after a cut and an absence by what they look like', () => {
    const people = gather([
      sample(0, [face(100, ANN), face(400, BOB)]),
      sample(1, [face(100, ANN), face(400, BOB)]),
      sample(2, [face(250, BOB, 200)], true),
      sample(3, [], true),
      sample(4, [face(400, ANN)], true),
    ]);
    expect(xs(people)).toEqual([
      [400, 400, 250, null, null],
      [100, 100, null, null, 400],
    ]);
  });

  test('leaves passers-by out, but not the only one', () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      sample(i, i === 30 ? [face(100, ANN), face(400, BOB)] : [face(100, ANN)]),
    );
    expect(gather(many)).toHaveLength(1);
    expect(gather([sample(0, [face(100, ANN)])])).toHaveLength(1);
    expect(gather([sample(0, [])])).toEqual([]);
  });
});

test('samples of one kind that follow each other are one finding', () => {
  const stretches = stretchesOf([1, 2, 4, 6], { from: 0, to: 8 });
  expect(stretches).toEqual([
    { from: 0, to: 1.5 },
    { from: 1.5, to: 3 },
    { from: 3, to: 5 },
    { from: 5, to: 8 },
  ]);
  expect(runsOf(['side', 'side', null, 'side'], stretches)).toEqual([
    { kind: 'side', from: 0, to: 3 },
    { kind: 'side', from: 5, to: 8 },
  ]);
  expect(runsOf(['side', 'covered', 'covered', null], stretches)).toEqual([
    { kind: 'side', from: 0, to: 1.5 },
    { kind: 'covered', from: 1.5, to: 5 },
  ]);
});

describe('hardlyOpens', () => {
  const looks = (height: number) =>
    Array.from({ length: 40 }, (_, i) => 0.01 + height * Math.abs(Math.sin(i)));

  test('tells a mouth that stays shut from one that speaks', () => {
    expect(hardlyOpens(looks(0.008))).toBe(true);
    expect(hardlyOpens(looks(0.1))).toBe(false);
  });

  test('says nothing after a few looks', () => {
    expect(hardlyOpens(looks(0).slice(0, 7))).toBe(false);
  });

  test('does not take a single wrong look for speech', () => {
    expect(hardlyOpens([...looks(0.005), 0.3])).toBe(true);
  });
});
