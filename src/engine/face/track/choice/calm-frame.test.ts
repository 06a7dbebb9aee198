import { expect, it } from 'vitest';
import { trackOf } from '../../../plan/testing';
import { calmFrame } from './calm-frame';
import { FRAME_SIZE } from '../face-frames';
import { trackedIndex } from '../landmarks';

const all = (count: number) => Int32Array.from({ length: count }, (_, i) => i);
const still = (count: number) => trackOf(new Array<number>(count).fill(1));

it('is the last frame where nothing moves, or where there is no face', () => {
  expect(calmFrame(still(20), all(20))).toBe(19);
  const track = still(20);
  track.present.fill(0);
  expect(calmFrame(track, all(20))).toBe(19);
  expect(calmFrame(still(1), all(1))).toBe(0);
});

it('is a rest among movement, in the last half and the last two seconds', () => {
  const restAt = (rest: number) =>
    trackOf(new Array<number>(100).fill(1), (i) => (i <= rest ? 3 * i : 3 * (i - 2)));
  // The head stands from 80 to 82, where nothing moves before or after frame 81.
  const shift = (i: number) => (i <= 80 ? 3 * i : i <= 82 ? 240 : 240 + 3 * (i - 82));
  expect(calmFrame(trackOf(new Array<number>(100).fill(1), shift), all(100))).toBe(81);
  // Too long ago.
  expect(calmFrame(restAt(20), all(100))).toBeGreaterThan(45);
});

it('passes over closed eyes', () => {
  const track = still(20);
  const { values } = track.points;
  for (const frame of [17, 18, 19])
    for (const [upper, lower] of [
      [159, 145],
      [386, 374],
    ] as const)
      for (const axis of [0, 1]) {
        const at = (landmark: number) => frame * FRAME_SIZE + 3 * trackedIndex(landmark) + axis;
        values[at(upper)] = values[at(lower)] as number;
      }
  // Open eyes in all others.
  for (let frame = 0; frame < 17; frame++)
    for (const upper of [159, 386]) {
      const at = frame * FRAME_SIZE + 3 * trackedIndex(upper) + 1;
      values[at] = (values[at] as number) - 300;
    }
  // 16 is the last with open eyes, but the lids move behind it.
  expect(calmFrame(track, all(20))).toBe(15);
});
