import { describe, expect, test } from 'vitest';
import { FRAME_SIZE } from '../../face/track/face-frames';
import type { FaceTrack } from '../../face/track/face-track';
import { readSteps, toSteps } from '../../face/track/steps';
import { keepFrames } from './kept';
import { model, trackOf } from '../../plan/testing';

const FRAMES = 50;
const track = (change: Partial<FaceTrack> = {}): FaceTrack => ({
  ...trackOf(new Array<number>(FRAMES).fill(0)),
  ...change,
});
/** Zeros, but ones in [from, to). */
const marked = (from: number, to: number) => new Uint8Array(FRAMES).fill(1, from, to);
const keep = (given: FaceTrack, ranges = [{ from: 9, to: 9 }]) => keepFrames(given, model.reference, ranges);

/** The face turned by `angle` about its upright axis in some frames. */
function turned(angle: number, frames: Uint8Array): FaceTrack {
  const whole = track();
  const { step } = whole.points;
  const points = readSteps(whole.points, 0, new Float32Array(FRAMES * FRAME_SIZE));
  for (let i = 0; i < points.length; i += 3) {
    if (frames[Math.floor(i / FRAME_SIZE)] === 0) continue;
    const [x, z] = [(points[i] as number) - 250, points[i + 2] as number];
    points[i] = 250 + Math.cos(angle) * x + Math.sin(angle) * z;
    points[i + 2] = Math.cos(angle) * z - Math.sin(angle) * x;
  }
  return { ...whole, points: toSteps(points, step) };
}

describe('keepFrames', () => {
  test('paints every frame of a clear face', () => {
    const { strength, track: clear } = keep(track());
    expect([...strength]).toEqual(new Array(FRAMES).fill(1));
    expect([...clear.present]).toEqual(new Array(FRAMES).fill(1));
  });

  test('leaves a kept range as it is, and the painting fades on both sides', () => {
    const { strength, track: clear } = keep(track(), [{ from: 0.8, to: 1.2 }]);
    expect([...strength.slice(20, 30)]).toEqual(new Array(10).fill(0));
    expect([...clear.present.slice(20, 30)]).toEqual(new Array(10).fill(0));
    const before = [...strength.slice(14, 20)];
    expect(before).toEqual([...before].sort((a, b) => b - a));
    expect(before[0]).toBe(1);
    expect(before[5]).toBeGreaterThan(0);
    expect(before[5]).toBeLessThan(0.2);
    expect(strength[30]).toBeCloseTo(strength[19] as number, 6);
    expect(strength[40]).toBe(1);
  });

  test('keeps frames with something in front of the mouth, and those from the side', () => {
    expect([...keep(track({ covered: marked(10, 15) })).strength.slice(10, 15)]).toEqual([0, 0, 0, 0, 0]);
    expect(keep(turned(0.9, marked(10, 15))).strength[12]).toBe(0);
    expect(keep(turned(0.4, marked(10, 15))).strength[12]).toBe(1);
  });

  test('does not fade at a cut, where nothing of before lasts', () => {
    const jump = trackOf(new Array<number>(FRAMES).fill(0), (frame) => (frame < 25 ? 0 : 200));
    const { strength } = keep(jump, [{ from: 1, to: 1.4 }]);
    expect(strength[24]).toBe(1);
    expect(strength[25]).toBe(0);
    expect(strength[35]).toBeLessThan(0.2);
  });

  test('paints a face that is only ever seen from the side, and leaves one alone that is kept throughout', () => {
    const aside = keep(turned(0.9, marked(0, FRAMES)));
    expect(aside.strength[20]).toBe(1);
    const all = keep(track(), [{ from: 0, to: 10 }]);
    expect(all.strength.some((share) => share > 0)).toBe(false);
    expect(all.track.present.includes(1)).toBe(true);
  });
});
