import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MediaInfo } from '../../../core/media-info';
import { createPicture, planes } from '../../../picture/picture';
import { DEFAULT_SETTINGS } from '../../../plan/dub-plan';
import { curveOf, model, trackOf } from '../../../plan/testing';
import { addPainter, PAINTERS, painterOf } from '../../index';
import type { PainterTools } from '../../kind';
import { namePainter, readPainting } from '../../painting';
import { slicePlan } from '../../slice-plan';
import { mirror } from './index';

const SIZE = 500;
const info = {
  duration: 2,
  video: { ...{ width: SIZE, height: SIZE, codedWidth: SIZE, codedHeight: SIZE }, rotation: 0, fps: 25 },
} as unknown as MediaInfo;

let remove = () => {};
beforeAll(() => void (remove = addPainter(mirror)));
afterAll(() => remove());

test('a painter that nobody else knows is found, read, planned, cut and painted', async () => {
  const stored = { painter: { id: 'mirror', settings: { half: 0.6 } } };
  expect(namePainter(stored)).toEqual(stored);
  expect(readPainting({ id: 'mirror' })).toEqual({ id: 'mirror', settings: mirror.defaults });

  const kind = painterOf('mirror');
  const { plan, open } = await kind.load();
  const track = trackOf(new Array<number>(50).fill(1));
  const request = { info, track, speech: curveOf(1, () => 1), own: null, settings: DEFAULT_SETTINGS };
  const whole = { ...plan(request, kind.readSettings({ half: 0.6 }), model), painter: kind.id };
  const cut = slicePlan(whole, { from: 0.2, to: 0.4 });
  expect([...cut.base]).toEqual([5, 6, 7, 8, 9]);
  expect(cut.keep.some((kept) => kept === 1)).toBe(false);

  const tools = { video: info.video, signal: new AbortController().signal, report: () => {} };
  const opened = await open(cut, tools as unknown as PainterTools);
  const frame = createPicture(SIZE, SIZE);
  const [luma] = planes(frame);
  luma.data.forEach((_, i) => (luma.data[i] = i % SIZE));
  const before = luma.data.slice();
  await opened.createPainter({}).paint([{ index: 0, frame }]);
  await opened.release();

  const changed = [...luma.data.keys()].filter((i) => luma.data[i] !== before[i]);
  const columns = changed.map((i) => i % SIZE);
  const [left, right] = [Math.min(...columns), Math.max(...columns)];
  // The face of the tests is 160 pixels between the eyes; its mouth is flipped about its middle, and nothing else is.
  expect(right - left).toBeGreaterThan(40);
  expect(right - left).toBeLessThan(160);
  expect(changed.length).toBeLessThan((SIZE * SIZE) / 10);
  const row = Math.floor((changed[0] as number) / SIZE) * SIZE;
  for (let x = left; x <= right; x++) expect(luma.data[row + x]).toBe(before[row + left + right - x]);
});

test('is gone when the test is', () => {
  remove();
  expect(PAINTERS.map(({ id }) => id)).toEqual(['reuse', 'wav2lip']);
  expect(() => painterOf('mirror')).toThrow(RangeError);
});
