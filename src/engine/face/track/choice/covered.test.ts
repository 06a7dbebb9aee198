import { describe, expect, test } from 'vitest';
import { coveredFrames } from './covered';
import { LIP_LOOKS, LOOK_BYTES, LOWER_LOOKS } from './face-look';
import { USUAL_LUMA, USUAL_RED } from '../mouth/usual-mouth';

const FRAMES = 100;
const SKIN = [150, 110, 155];
const CUP = [210, 126, 129];

/** Faces of skin with some noise; `change` may give a point of a frame another colour (luma, blue, red). */
function looksOf(change: (frame: number, point: number) => readonly number[] | null = () => null) {
  let seed = 1;
  const noise = () => ((seed = (seed * 16807) % 2147483647) / 2147483647 - 0.5) * 8;
  return Uint8Array.from({ length: FRAMES * LOOK_BYTES }, (_, at) => {
    const point = Math.floor(at / 3) % (LOOK_BYTES / 3);
    const color = change(Math.floor(at / LOOK_BYTES), point) ?? SKIN;
    return (color[at % 3] as number) + noise();
  });
}

const all = new Uint8Array(FRAMES).fill(1);
const found = (looks: Uint8Array, present = all) => [...coveredFrames(looks, present)];
const none = new Array<number>(FRAMES).fill(0);

describe('coveredFrames', () => {
  test('finds a cup before the mouth, and a little of the time around it', () => {
    const cup = (frame: number, point: number) => (frame >= 40 && frame < 60 && point % 3 === 0 ? CUP : null);
    const expected = none.map((_, frame) => (frame >= 37 && frame < 63 ? 1 : 0));
    expect(found(looksOf((frame, point) => (point < LOWER_LOOKS ? cup(frame, point) : null)))).toEqual(
      expected,
    );
  });

  test('finds nothing in a face that only talks: a few points change often', () => {
    const lips = (frame: number, point: number) => (point < 12 && frame % 2 === 0 ? [90, 112, 160] : null);
    expect(found(looksOf(lips))).toEqual(none);
  });

  test('finds nothing where the light changes, be it slowly or at a cut', () => {
    expect(found(looksOf((frame) => [120 + 0.4 * frame, 110, 155]))).toEqual(none);
    expect(found(looksOf((frame, point) => (frame < 60 ? null : [60 + (point % 5) * 9, 120, 140])))).toEqual(
      none,
    );
  });

  test('what is there all of the time counts as the face', () => {
    const beard = (_: number, point: number) => (point < LOWER_LOOKS ? [60, 125, 132] : null);
    expect(found(looksOf(beard))).toEqual(none);
  });

  test('a microphone is none, though it be there most of the time', () => {
    const microphone = (frame: number, point: number) =>
      frame >= 30 && point < LOWER_LOOKS ? [60, 125, 132] : null;
    const expected = none.map((_, frame) => (frame >= 27 ? 1 : 0));
    expect(found(looksOf(microphone))).toEqual(expected);
  });

  test('nor is a hand, which is skin as well but has no lips', () => {
    const lips = (_: number, point: number) => (LIP_LOOKS.has(point) ? [130, 108, 163] : null);
    const hand = (frame: number, point: number) =>
      frame >= 30 && point < LOWER_LOOKS ? [point % 4 === 0 ? 90 : 150, 110, 155] : null;
    const expected = none.map((_, frame) => (frame >= 27 ? 1 : 0));
    expect(found(looksOf((frame, point) => hand(frame, point) ?? lips(frame, point)))).toEqual(expected);
    // Pressed lips are not to be seen either, but nothing else is before the mouth.
    const pressed = (frame: number, point: number) => (frame >= 30 ? null : lips(frame, point));
    expect(found(looksOf(pressed))).toEqual(none);
    expect(found(looksOf(lips))).toEqual(none);
  });

  test('nor is a hand before lips that are no redder than the skin', () => {
    const mouth = (_: number, point: number) =>
      point < LOWER_LOOKS ? [150 + 0.15 * USUAL_LUMA[point]!, 110, 155 + 0.03 * USUAL_RED[point]!] : null;
    const hand = (frame: number, point: number) =>
      frame >= 30 && point < LOWER_LOOKS ? [point % 4 === 0 ? 90 : 150, 110, 155] : null;
    const expected = none.map((_, frame) => (frame >= 27 ? 1 : 0));
    expect(found(looksOf((frame, point) => hand(frame, point) ?? mouth(frame, point)))).toEqual(expected);
    expect(found(looksOf(mouth))).toEqual(none);
  });

  test('says nothing of frames without a face, nor of videos too short to tell', () => {
    const away = Uint8Array.from(all, (_, frame) => (frame < 90 ? 0 : 1));
    const cup = (frame: number, point: number) => (frame > 95 && point < LOWER_LOOKS ? CUP : null);
    expect(found(looksOf(cup), away)).toEqual(none);
  });
});
