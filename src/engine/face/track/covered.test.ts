import { describe, expect, test } from 'vitest';
import { coveredFrames } from './covered';
import { LOOK_BYTES, LOWER_LOOKS } from './face-look';

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

  test('what is there most of the time counts as the face', () => {
    const beard = (frame: number, point: number) =>
      frame > 20 && point < LOWER_LOOKS ? [60, 125, 132] : null;
    const answer = found(looksOf(beard));
    expect(answer.slice(30)).toEqual(none.slice(30));
  });

  test('says nothing of frames without a face, nor of videos too short to tell', () => {
    const away = Uint8Array.from(all, (_, frame) => (frame < 90 ? 0 : 1));
    const cup = (frame: number, point: number) => (frame > 95 && point < LOWER_LOOKS ? CUP : null);
    expect(found(looksOf(cup), away)).toEqual(none);
  });
});
