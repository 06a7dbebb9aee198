import { expect, test } from 'vitest';
import { pictureBytes, planes, type Picture } from '../../picture/picture';
import type { Rotation, VideoInfo } from '../../core/media-info';
import { openSign } from '../../face/mouth-model';
import { flatFrame, flatFrames, measuredFrames } from '../../face/track/face-frames';
import type { LookSettings } from '../../plan/dub-plan';
import type { ReusePlan } from './inputs';
import { model, trackOf } from '../../plan/testing';
import { SHAPE_POINTS, TRACKED } from '../../face/track/landmarks';
import { createReusePainter } from './painter';

const SIZE = 500;
const open = openSign(model);
/** Frame 0 has a nearly closed mouth, frame 1 an open one, frame 2 is frame 0 moved aside. */
const track = measuredFrames(
  trackOf([-0.8 * open, 1.5 * open, -0.8 * open], (frame) => (frame === 2 ? 30 : 0)),
);
const points = flatFrames(track);

function video(rotation: Rotation): VideoInfo {
  return {
    codec: 'avc1',
    codedWidth: SIZE,
    codedHeight: SIZE,
    width: SIZE,
    height: SIZE,
    rotation,
    fps: 25,
    frames: 3,
    bitrate: 0,
  };
}

/** A picture of soft waves, different in every direction: any shift of a pixel shows. */
function waves(phase = 0): Picture {
  const picture = { width: SIZE, height: SIZE, data: new Uint8Array(pictureBytes(SIZE, SIZE)) };
  planes(picture).forEach(({ data, width }, index) => {
    const scale = index === 0 ? 1 : 2;
    for (let i = 0; i < data.length; i++) {
      const x = (i % width) * scale;
      const y = Math.floor(i / width) * scale;
      data[i] = 128 + 50 * Math.sin(x / 9 + phase) * Math.cos(y / 11) + 20 * Math.sin((x + 2 * y) / 23);
    }
  });
  return picture;
}

/** A plan of one frame: base `base` gets the mouth of `donor`, bent to the shape that frame `shape` has. */
function planFor(base: number, donor: number, shape: number, look: Partial<LookSettings> = {}): ReusePlan {
  const at = shape * TRACKED.length * 2;
  const target = { ...points, values: points.values.slice(at, at + SHAPE_POINTS * 2) };
  const donors = Int32Array.of(donor);
  return {
    fps: 25,
    base: Int32Array.of(base),
    keep: new Uint8Array(1),
    share: Float32Array.of(1),
    look: { blending: 1, sharpening: null, ...look },
    inputs: { donor: donors, donor2: donors, mix: new Float32Array(1), points, target },
  };
}

function paint(plan: ReusePlan, frame: Picture, donorFrame: Picture, rotation: Rotation = 0): Picture {
  const painter = createReusePainter(plan, video(rotation));
  for (const source of painter.studies) painter.study(source, donorFrame);
  const painted = { ...frame, data: frame.data.slice() };
  void painter.paint([{ index: 0, frame: painted }]);
  painter.release();
  return painted;
}

/** Luma differences between two pictures, as [x, y, difference] of the pixels that differ. */
function changes(a: Picture, b: Picture): [number, number, number][] {
  const list: [number, number, number][] = [];
  for (let i = 0; i < SIZE * SIZE; i++) {
    const difference = Math.abs((a.data[i] ?? 0) - (b.data[i] ?? 0));
    if (difference > 0) list.push([i % SIZE, Math.floor(i / SIZE), difference]);
  }
  return list;
}

test('a frame that borrows its own mouth and keeps its shape stays as it was', () => {
  const frame = waves();
  for (const [, , difference] of changes(paint(planFor(0, 0, 0), frame, frame), frame))
    expect(difference).toBeLessThanOrEqual(1);
});

test('only the lower face is touched: eyes and background keep every pixel', () => {
  const frame = waves();
  const touched = changes(paint(planFor(0, 1, 1), frame, frame), frame);
  expect(touched.length).toBeGreaterThan(2000);
  const xs = touched.map(([x]) => x);
  const ys = touched.map(([, y]) => y);
  const face = flatFrame(track, 0);
  const contour = [...face].slice(40 * 2, 60 * 2);
  const [left, right] = [
    Math.min(...contour.filter((_, i) => i % 2 === 0)),
    Math.max(...contour.filter((_, i) => i % 2 === 0)),
  ];
  expect(Math.min(...xs)).toBeGreaterThan(left - 20);
  expect(Math.max(...xs)).toBeLessThan(right + 20);
  // Eyes lie at 0.18 eye distances below the face's middle, the lips at about 1.
  expect(Math.min(...ys)).toBeGreaterThan(210 + 160 * 0.4);
});

test('a wider or narrower blend touches more or less skin around the lips', () => {
  const frame = waves();
  const touched = (blending: number) =>
    changes(paint(planFor(0, 0, 0, { blending }), frame, waves(2)), frame).length;
  const [narrow, usual, wide] = [touched(0.5), touched(1), touched(1.5)];
  expect(usual / narrow).toBeGreaterThan(1.25);
  expect(wide / usual).toBeGreaterThan(1.2);
});

test('sharpening adds contrast to the mouth and to nothing else', () => {
  const frame = waves();
  // As fine as teeth and stubble.
  frame.data.forEach((value, i) => i < SIZE * SIZE && (frame.data[i] = value + 12 * Math.sin(1.4 * i)));
  const contrast = (sharpening: number | null) => {
    const painted = paint(planFor(0, 1, 1, { sharpening }), frame, frame);
    const plain = paint(planFor(0, 1, 1), frame, frame);
    const lips = changes(painted, plain);
    const energy = (picture: Picture) =>
      lips.reduce((sum, [x, y]) => sum + slope(picture, x, y) ** 2, 0) / Math.max(1, lips.length);
    return { count: lips.length, gain: energy(painted) / energy(plain), lips };
  };
  expect(contrast(0).count).toBe(0);
  const [half, whole] = [contrast(0.5), contrast(1)];
  expect(half.gain).toBeGreaterThan(1.1);
  expect(whole.gain).toBeGreaterThan(half.gain + 0.1);
  const mouth = flatFrame(track, 1).slice(0, 40);
  const xs = [...mouth].filter((_, i) => i % 2 === 0);
  expect(Math.min(...whole.lips.map(([x]) => x))).toBeGreaterThan(Math.min(...xs) - 0.2 * 160);
  expect(Math.max(...whole.lips.map(([x]) => x))).toBeLessThan(Math.max(...xs) + 0.2 * 160);
});

/** Difference of the luma samples left and right of a pixel. */
const slope = ({ data }: Picture, x: number, y: number) =>
  (data[y * SIZE + x + 1] ?? 0) - (data[y * SIZE + x - 1] ?? 0);

test('an open target makes the lips part: the borrowed mouth lands on the target lips', () => {
  // The donor is dark inside the mouth and bright elsewhere; painted, the dark must lie where the target's gap is.
  const donor = waves();
  const gap = (frame: number) => flatFrame(track, frame).slice(20 * 2, 40 * 2);
  const inner = gap(1);
  const middle = [...inner].reduce((sum, value, i) => (i % 2 === 1 ? sum + value / 20 : sum), 0);
  planes(donor)[0].data.fill(200);
  for (let y = Math.round(middle) - 3; y <= middle + 3; y++)
    donor.data.fill(20, y * SIZE + 235, y * SIZE + 266);
  const frame = waves();
  planes(frame)[0].data.fill(200);
  const painted = paint(planFor(0, 1, 1), frame, donor);
  expect(painted.data[Math.round(middle) * SIZE + 250]).toBeLessThan(40);
  expect(painted.data[Math.round(middle - 40) * SIZE + 250]).toBeGreaterThan(180);
});

test('a donor whose head is elsewhere is moved to where the base frame has its mouth', () => {
  const frame = waves();
  const shifted = { ...frame, data: frame.data.slice() };
  planes(shifted).forEach(({ data, width }, index) => {
    const by = index === 0 ? 30 : 15;
    const from = (planes(frame)[index] as { data: Uint8Array }).data;
    for (let i = 0; i < data.length; i++) if (i % width >= by) data[i] = from[i - by] ?? 0;
  });
  for (const [, , difference] of changes(paint(planFor(0, 2, 0), frame, shifted), frame))
    expect(difference).toBeLessThanOrEqual(3);
});

test('a turned video is painted as an upright one', () => {
  const frame = waves();
  const donor = waves(1);
  const upright = paint(planFor(0, 1, 1), frame, donor);
  const turned = paint(planFor(0, 1, 1), turn(frame), turn(donor), 90);
  const differences = changes(turn(upright), turned).map(([, , difference]) => difference);
  // The nodes at which the warp is computed lie elsewhere, so some pixels differ by a few levels.
  expect(Math.max(0, ...differences)).toBeLessThanOrEqual(8);
});

/** The coded picture of an upright one for a video that is to be shown turned by 90° clockwise. */
function turn(picture: Picture): Picture {
  const turned = { ...picture, data: new Uint8Array(picture.data.length) };
  const into = planes(turned);
  planes(picture).forEach(({ data, width }, index) => {
    const to = into[index] as { data: Uint8Array };
    for (let i = 0; i < data.length; i++) {
      const x = i % width;
      const y = Math.floor(i / width);
      to.data[(width - 1 - x) * width + y] = data[i] as number;
    }
  });
  return turned;
}
