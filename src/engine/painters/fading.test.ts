import { expect, test } from 'vitest';
import type { Painter } from './painter';
import { fading } from './fading';

const painter: Painter = {
  ...{ batch: 2, studies: new Int32Array(0), study: () => {}, release: () => {} },
  paint: (works) => works.forEach(({ frame }) => frame.data.fill(200, 0, 2)),
};
const frame = () => ({ width: 2, height: 2, data: Uint8Array.of(100, 250, 7, 7, 128, 128) });

test('shows its share of what was painted and leaves the rest alone', async () => {
  const frames = [frame(), frame(), frame()];
  const share = Float32Array.of(1, 0.2, 0.5);
  await fading(painter, share).paint(frames.map((each, index) => ({ index, frame: each })));
  expect(frames.map(({ data }) => [...data])).toEqual([
    [200, 200, 7, 7, 128, 128],
    [120, 240, 7, 7, 128, 128],
    [150, 225, 7, 7, 128, 128],
  ]);
});

test('is the painter itself where nothing fades', () => {
  expect(fading(painter, Float32Array.of(1, 1))).toBe(painter);
});
