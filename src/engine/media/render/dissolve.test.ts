import { expect, it } from 'vitest';
import { createPicture, type Picture } from '../../picture/picture';
import { dissolving, undissolved } from './dissolve';

const plan = {
  fps: 25,
  base: Int32Array.from({ length: 60 }, (_, i) => i % 20),
  keep: new Uint8Array(60),
  seams: Int32Array.of(20, 40),
};
const { signal } = new AbortController();

function grey(value: number): Picture {
  const picture = createPicture(16, 16);
  picture.data.fill(value);
  return picture;
}

function passOf() {
  const asked: number[] = [];
  const footage = {
    async *pictures(indices: Iterable<number>) {
      await Promise.resolve();
      for (const index of indices) yield { index, picture: grey(100 + (asked.push(index), index)) };
    },
  };
  return { asked, pass: { plan, footage, painter: {} } as unknown as Parameters<typeof dissolving>[0] };
}

it('goes over from the picture before a seam into those behind it', async () => {
  const { pass, asked } = passOf();
  const dissolve = dissolving({ ...pass, plan: { ...plan, keep: new Uint8Array(60).fill(1) } }, signal)!;
  const values: number[] = [];
  for (let frame = 0; frame < 60; frame++) {
    const picture = grey(frame < 20 ? 200 : 20);
    await dissolve(frame, picture);
    values.push(picture.data[0]!);
  }
  expect(values.slice(0, 20)).toEqual(new Array(20).fill(200));
  // Eight frames, ninths of the way from 200 to 20.
  expect(values.slice(20, 28)).toEqual([180, 160, 140, 120, 100, 80, 60, 40]);
  expect(values.slice(28)).toEqual(new Array(32).fill(20));
  expect(asked).toEqual([]);
});

it('makes the picture before a seam again where another run made it', async () => {
  const { pass, asked } = passOf();
  const dissolve = dissolving({ ...pass, plan: { ...plan, keep: new Uint8Array(60).fill(1) } }, signal)!;
  const picture = grey(20);
  await dissolve(24, picture);
  expect(asked).toEqual([19]);
  expect(picture.data[0]).toBe(Math.round(20 + (4 / 9) * (119 - 20)));
});

it('copies nothing that it changes', () => {
  const kept = undissolved({ ...plan, keep: new Uint8Array(60).fill(1) });
  const frames = [...kept.keys()].filter((frame) => kept[frame] === 0);
  expect(frames).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 40, 41, 42, 43, 44, 45, 46, 47]);
  const { seams: _, ...plain } = plan;
  expect(undissolved(plain)).toBe(plan.keep);
  expect(dissolving({ ...passOf().pass, plan: plain }, signal)).toBeNull();
});
