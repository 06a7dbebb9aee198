import { expect, it } from 'vitest';
import { trackOf } from '../../plan/testing';
import { retimedFrames } from './retimed-frames';

const fps = 25;
const LENGTH = 100;
/** Four seconds; the head stands from frame 40 to frame 60 alone. */
const track = trackOf(
  new Array<number>(LENGTH).fill(1),
  (frame) => 3 * Math.min(frame, 40) + 3 * Math.max(0, frame - 60),
);
const once = Int32Array.from({ length: LENGTH }, (_, i) => i);
const retime = (longer: number, from = 1, to = 3) =>
  retimedFrames(track, once, {
    ...{ retimed: [{ from, to, longer }], fps },
    count: LENGTH + Math.round(longer * fps),
  });

it('holds frames where the head stands', () => {
  const { base, seams } = retime(0.4);
  expect(base).toHaveLength(LENGTH + 10);
  const twice = [...base].filter((frame, i) => i > 0 && frame === base[i - 1]);
  expect(twice).toHaveLength(10);
  expect(Math.min(...twice)).toBeGreaterThanOrEqual(40);
  expect(Math.max(...twice)).toBeLessThanOrEqual(60);
  // Every frame is shown, in order, and what comes behind is exactly so much later.
  expect([...new Set(base)]).toEqual([...once]);
  expect([...base].indexOf(75)).toBe(85);
  expect(seams).toBeUndefined();
});

it('takes frames out where the head stands, no two in a row', () => {
  const { base } = retime(-0.24);
  expect(base).toHaveLength(LENGTH - 6);
  const gone = [...once].filter((frame) => !base.includes(frame));
  expect(Math.min(...gone)).toBeGreaterThanOrEqual(40);
  expect(Math.max(...gone)).toBeLessThanOrEqual(60);
  expect(gone.every((frame, i) => i === 0 || frame > gone[i - 1]! + 1)).toBe(true);
});

it('goes forth and back where more is wanted than can be held', () => {
  for (const longer of [1.4, 3, 6.04]) {
    const { base } = retime(longer);
    expect(base).toHaveLength(LENGTH + Math.round(longer * fps));
    // Never more than a frame at a time, in either direction, and the same before and behind.
    base.forEach((frame, i) => expect(Math.abs(frame - (base[i - 1] ?? frame))).toBeLessThanOrEqual(1));
    expect([...base.slice(0, 26)]).toEqual([...once.slice(0, 26)]);
    expect([...base.slice(-25)]).toEqual([...once.slice(-25)]);
    expect(Math.max(...base.slice(0, -25))).toBeLessThan(75);
  }
});

it('leaves out what lies between two frames that are alike where much is to go', () => {
  const { base, seams } = retime(-1.4);
  expect(base).toHaveLength(LENGTH - 35);
  expect(seams).toHaveLength(1);
  const seam = seams![0]!;
  expect(base[seam]! - base[seam - 1]!).toBe(36);
  expect([...base.slice(0, 26)]).toEqual([...once.slice(0, 26)]);
  expect([...base.slice(-25)]).toEqual([...once.slice(-25)]);
});

it('gives in several places, and where nobody is seen', () => {
  const unseen = { ...track, present: new Uint8Array(LENGTH) };
  const retimed = [
    { from: 0.5, to: 1.5, longer: 0.2 },
    { from: 2, to: 3, longer: -0.2 },
  ];
  const { base } = retimedFrames(unseen, once, { retimed, fps, count: LENGTH });
  expect([...base].indexOf(45)).toBe(50);
  expect([...base.slice(-25)]).toEqual([...once.slice(-25)]);
});
