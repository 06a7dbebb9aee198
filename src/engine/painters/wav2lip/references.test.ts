import { describe, expect, test } from 'vitest';
import type { MouthShapes } from '../../face/track/mouth/mouth-shape';
import { chooseReferences } from './references';

type Frame = { readonly gap: number; readonly turn: number; readonly scale?: number } | null;

/** Mouths whose lips are `gap` apart, of heads turned by `turn` radians in the picture; null: no face. */
function mouthsOf(frames: readonly Frame[]): MouthShapes {
  const openings = Float64Array.from(frames, (frame) => frame?.gap ?? 0);
  const poses = frames.map((frame) => {
    if (!frame) return null;
    const [c, s] = [Math.cos(frame.turn), Math.sin(frame.turn)];
    const rotation = [c, -s, 0, s, c, 0, 0, 0, 1] as const;
    return { scale: frame.scale ?? 1, rotation, shift: [0, 0, 0] as const };
  });
  const shape = () => {
    throw new Error('not asked for');
  };
  return { openings, poses, shape };
}

const every = (count: number) => Int32Array.from({ length: count }, (_, i) => i);
const changes = (chosen: Int32Array) => chosen.filter((frame, i) => i > 0 && frame !== chosen[i - 1]).length;

/** Twenty seconds of speech of a head that sways by 0.4 radians. */
const swaying: Frame[] = Array.from({ length: 500 }, (_, i) => ({
  gap: 0.15 * Math.max(0, Math.sin(i * 0.9)) ** 2,
  turn: 0.4 * Math.sin(i / 40) + 0.004 * Math.sin(i * 2.3),
}));

describe('the references', () => {
  test('have closed mouths', () => {
    const chosen = chooseReferences(mouthsOf(swaying), every(500));
    for (const frame of chosen) expect(swaying[frame]!.gap).toBeLessThanOrEqual(0.012);
  });

  test('are those of the least open mouth where it never closes', () => {
    const never = swaying.map((frame) => ({ ...frame!, gap: 0.05 + frame!.gap }));
    const limit = never.map(({ gap }) => gap).sort((a, b) => a - b)[75]!;
    for (const frame of chooseReferences(mouthsOf(never), every(500)))
      expect(never[frame]!.gap).toBeLessThanOrEqual(limit);
  });

  test('are near in pose, and change seldom', () => {
    const chosen = chooseReferences(mouthsOf(swaying), every(500));
    const apart = Array.from(chosen, (frame, i) => Math.abs(swaying[frame]!.turn - swaying[i]!.turn));
    expect(apart.reduce((sum, value) => sum + value) / 500).toBeLessThan(0.06);
    expect(Math.max(...apart)).toBeLessThan(0.2);
    // The head goes to and fro twice; the nearest reference of each frame would change far more often.
    expect(changes(chosen)).toBeGreaterThan(3);
    expect(changes(chosen)).toBeLessThan(40);
  });

  test('are near in size as well', () => {
    const nearer: Frame[] = Array.from({ length: 60 }, (_, i) => ({
      gap: 0,
      turn: 0,
      scale: i < 30 ? 1 : 2,
    }));
    const chosen = chooseReferences(mouthsOf(nearer), every(60));
    expect([...chosen].every((frame, i) => frame < 30 === i < 30)).toBe(true);
  });

  test('are at most 48 of many', () => {
    const chosen = chooseReferences(
      mouthsOf(Array.from({ length: 3000 }, (_, i) => ({ gap: 0, turn: i / 1000 }))),
      every(3000),
    );
    expect(new Set(chosen).size).toBeLessThanOrEqual(48);
    expect(new Set(chosen).size).toBeGreaterThan(10);
  });

  test('have the least cost of all choices', () => {
    const frames: Frame[] = [0, 0.1, 0.31, 0.17, 0.02, 0.3, 0.16].map((turn) => ({ gap: 0, turn }));
    // Only three of the seven are closed.
    const mouths = mouthsOf(frames.map((frame, i) => ({ ...frame!, gap: [0, 2, 3].includes(i) ? 0 : 0.2 })));
    const cost = (choice: readonly number[]) =>
      choice.reduce(
        (sum, reference, i) =>
          sum +
          ((frames[reference]!.turn - frames[i]!.turn) / 0.12) ** 2 +
          (i > 0 && reference !== choice[i - 1] ? 0.6 : 0),
        0,
      );
    let least = Infinity;
    for (let code = 0; code < 3 ** 7; code++)
      least = Math.min(least, cost(frames.map((_, i) => [0, 2, 3][Math.floor(code / 3 ** i) % 3]!)));
    expect(cost([...chooseReferences(mouths, every(7))])).toBeCloseTo(least, 5);
  });

  test('follow the source frames under the output, not the output', () => {
    const base = Int32Array.from({ length: 200 }, (_, i) => 499 - i);
    const chosen = chooseReferences(mouthsOf(swaying), base);
    const apart = Array.from(chosen, (frame, i) => Math.abs(swaying[frame]!.turn - swaying[base[i]!]!.turn));
    expect(Math.max(...apart)).toBeLessThan(0.2);
  });

  test('are the frame itself where there is no face', () => {
    const gaps = swaying.slice(0, 50).map((frame, i) => (i >= 20 && i < 25 ? null : frame));
    const chosen = chooseReferences(mouthsOf(gaps), every(50));
    expect([...chosen.subarray(20, 25)]).toEqual([20, 21, 22, 23, 24]);
    expect([...chosen].every((frame, i) => (i >= 20 && i < 25) || gaps[frame] !== null)).toBe(true);
    expect([...chooseReferences(mouthsOf([null, null]), Int32Array.of(1, 0, 1))]).toEqual([1, 0, 1]);
  });
});
