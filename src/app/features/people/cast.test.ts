import { expect, it } from 'vitest';
import { castOf, castScript, partsOf, usualStart, withParts, type Cast, type Part } from './cast';

const face = (x: number) => ({ places: [{ time: 0, x, y: 50, size: 40 }] });
const [ANN, BEN] = [face(10), face(200)];
const part = (start: number, from: number, length: number): Part => ({
  start,
  speech: { from, to: from + length, name: 'a.wav' },
});
const both: Cast = withParts(withParts([], BEN, [part(4, 10, 3)]), ANN, [part(3, 3, 2), part(0, 0, 4)]);

it('makes a script of what each person says, and that of the script again', () => {
  const script = castScript(both, 6);
  expect(script?.cues.map(({ start, end, face: number }) => [start, end, number])).toEqual([
    // One recording ends where that person's next one begins, and all with the video.
    [0, 3, 2],
    [3, 5, 2],
    [4, 6, 1],
  ]);
  expect(script?.faces).toEqual([BEN, ANN]);
  expect(script?.cues[0]?.speech).toEqual({ from: 0, to: 4 });
  const again = castOf(script!);
  expect(castScript(again!, 6)).toEqual(script);
  expect(partsOf(again!, ANN)).toHaveLength(2);
  expect(castOf({ ...script!, faces: undefined as never })).toBeNull();
  expect(castScript([{ choice: ANN, parts: [] }], 6)).toBeNull();
});

it('lets a recording begin with the video, or behind what is said already', () => {
  expect(usualStart([], 3, 10)).toBe(0);
  const first = withParts([], ANN, [part(0, 0, 3)]);
  expect(usualStart(first, 3, 10)).toBe(3.3);
  // No later than it can be heard whole.
  expect(usualStart(first, 8, 10)).toBe(2);
  // What is as long as the video runs along with it, and what another says beside that begins with it too.
  expect(usualStart(first, 9.8, 10)).toBe(0);
  expect(usualStart(withParts([], ANN, [part(0, 0, 10)]), 3, 10)).toBe(0);
});

it('forgets what a person no longer says', () => {
  expect(castScript(withParts(both, ANN, []), 6)?.cues).toHaveLength(1);
});
