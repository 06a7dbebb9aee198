import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { VideoInfo } from '../../core/media-info';
import type { Picture } from '../../picture/picture';
import type { Wav2LipPlan } from './inputs';
import { trackOf } from '../../plan/testing';
import { flatFrame, flatFrames, measuredFrames } from '../../face/track/face-frames';
import { TRACKED } from '../../face/track/landmarks';
import { SILENCE, WAV2LIP_BANDS, type Wav2LipMel } from './network/mel';
import { createWav2LipPainter, type Wav2LipNet } from './painter';
import { pictureOf, worst } from './testing';
import { readWindow, WINDOW_SIZE } from './network/windows';

const [SIZE, SOURCES, COUNT] = [32, 4, 6];
const AREA = SIZE * SIZE;
const TRACK = measuredFrames(trackOf(new Array<number>(SOURCES).fill(0)));
/** Whole, so that the picture's own rows and columns are cut. */
const BOX = [140, 150, 360, 400] as const;

const video: VideoInfo = {
  ...{ codec: 'avc1', width: 500, height: 500, codedWidth: 500, codedHeight: 500, rotation: 0 },
  ...{ fps: 25, frames: SOURCES, bitrate: 0 },
};

const mel: Wav2LipMel = {
  values: Float32Array.from({ length: 60 * WAV2LIP_BANDS }, (_, i) => (i % 5 === 0 ? SILENCE : Math.sin(i))),
  columns: 60,
};

function planOf(change: Partial<Wav2LipPlan['inputs']> = {}, keep = new Uint8Array(COUNT)): Wav2LipPlan {
  return {
    ...{ fps: 25, base: Int32Array.from({ length: COUNT }, (_, i) => i % SOURCES), keep },
    ...{ share: new Float32Array(COUNT).fill(1), look: { blending: 1, sharpening: 0 } },
    inputs: {
      settings: { method: 'improved', lead: 0 },
      boxes: Float32Array.from({ length: SOURCES * 4 }, (_, i) => BOX[i % 4]!),
      reference: Int32Array.of(3, 3, 3, 3, 1, 1),
      windows: Int32Array.from({ length: COUNT }, (_, i) => 3 * i - 2),
      ...{ gain: 0, points: flatFrames(TRACK) },
      ...change,
    },
  };
}

/** A soft picture that is another for each source frame. */
const picture = (source: number): Picture =>
  pictureOf(500, 500, (plane, x, y) =>
    plane === 0
      ? Math.floor(110 + 20 * source + 25 * Math.sin(x / 40) * Math.cos(y / 50))
      : 120 + 2 * source + plane,
  );

type Call = { mel: Float32Array; faces: Float32Array; count: number };

/** A network that remembers what it was asked and answers by a formula from each frame's faces [6, area]. */
function netOf(answer: (faces: Float32Array) => Float32Array) {
  const calls: Call[] = [];
  const net: Wav2LipNet = {
    size: SIZE,
    batch: 4,
    run: async (sound, faces, count) => {
      calls.push({ mel: sound, faces, count });
      const result = new Float32Array(count * 3 * AREA);
      for (let k = 0; k < count; k++)
        result.set(answer(faces.subarray(k * 6 * AREA, (k + 1) * 6 * AREA)), k * 3 * AREA);
      return result;
    },
  };
  return { net, calls };
}

/** Answers with the reference. */
const reference = (faces: Float32Array) => faces.slice(3 * AREA);
const COLOR = { matrix: 'bt601', fullRange: true } as const;

async function paintAll(plan: Wav2LipPlan, net: Wav2LipNet): Promise<Picture[]> {
  const painter = createWav2LipPainter({ plan, video, color: COLOR, mel, net });
  painter.studies.forEach((source) => painter.study(source, picture(source)));
  const frames = Array.from(plan.base, picture);
  for (let from = 0; from < frames.length; from += painter.batch)
    await painter.paint(
      frames.slice(from, from + painter.batch).map((frame, k) => ({ index: from + k, frame })),
    );
  painter.release();
  return frames;
}

describe('what the network is shown', () => {
  test('is sound, the face without its lower half, and the reference', async () => {
    const { net, calls } = netOf(reference);
    const plan = planOf();
    await paintAll(plan, net);
    expect(calls.map(({ count }) => count)).toEqual([4, 2]);
    const window = new Float32Array(WINDOW_SIZE);
    for (let i = 0; i < COUNT; i++) {
      const { mel: sound, faces } = calls[Math.floor(i / 4)]!;
      const k = i % 4;
      readWindow(mel, plan.inputs.windows[i]!, window);
      expect(sound.subarray(k * WINDOW_SIZE, (k + 1) * WINDOW_SIZE)).toEqual(window);
      const face = (from: number) => faces.subarray((6 * k + from) * AREA, (6 * k + from + 3) * AREA);
      // A pixel of row 4, column 9, and what the picture shows there, in 0…1: all channels grey but for chroma.
      const level = (source: number, row: number, column: number) => {
        const at = [BOX[0] + ((column + 0.5) * 220) / SIZE - 0.5, BOX[1] + ((row + 0.5) * 250) / SIZE - 0.5];
        return 110 + 20 * source + 25 * Math.sin(at[0]! / 40) * Math.cos(at[1]! / 50);
      };
      const green = (source: number, light: number) =>
        light - 0.344 * (2 * source + 1 - 8) - 0.714 * (2 * source + 2 - 8);
      const own = green(plan.base[i]!, level(plan.base[i]!, 4, 9));
      expect(Math.abs(255 * face(0)[AREA + 4 * SIZE + 9]! - own)).toBeLessThan(2);
      for (let c = 0; c < 3; c++)
        expect(
          face(0)
            .subarray((c + 0.5) * AREA, (c + 1) * AREA)
            .every((value) => value === 0),
        ).toBe(true);
      const other = plan.inputs.reference[i]!;
      const shown = green(other, level(other, 25, 20));
      expect(Math.abs(255 * face(3)[AREA + 25 * SIZE + 20]! - shown)).toBeLessThan(2);
    }
  });

  test('is louder where the mouth is to open wider, silence staying silence', async () => {
    const { net, calls } = netOf(reference);
    await paintAll(planOf({ gain: 0.8 }), net);
    const window = new Float32Array(WINDOW_SIZE);
    readWindow(mel, 3 * 3 - 2, window);
    const heard = calls[0]!.mel.subarray(3 * WINDOW_SIZE, 4 * WINDOW_SIZE);
    window.forEach((level, i) =>
      expect(heard[i]).toBeCloseTo(level === SILENCE ? SILENCE : Math.min(4, level + 0.8), 5),
    );
  });

  test('are in the published way the frames themselves, of which none is studied before', async () => {
    const { net, calls } = netOf(reference);
    const plan = planOf({ settings: { method: 'published', lead: 0 } });
    expect(createWav2LipPainter({ plan, video, color: COLOR, mel, net }).studies).toHaveLength(0);
    await paintAll(plan, net);
    const { faces } = calls[0]!;
    for (let k = 0; k < 4; k++) {
      const [masked, whole] = [6 * k * AREA, (6 * k + 3) * AREA];
      expect(faces.subarray(masked, masked + AREA / 2)).toEqual(faces.subarray(whole, whole + AREA / 2));
    }
  });

  test('before the pass are the references of the frames that are painted, each once', () => {
    const { net } = netOf(reference);
    const studies = (keep: number[]) => [
      ...createWav2LipPainter({ plan: planOf({}, Uint8Array.from(keep)), video, color: COLOR, mel, net })
        .studies,
    ];
    expect(studies([0, 0, 0, 0, 0, 0])).toEqual([1, 3]);
    expect(studies([0, 0, 0, 0, 1, 1])).toEqual([3]);
  });
});

describe('what is painted', () => {
  const PAINTED = netOf(() => new Float32Array(3 * AREA).fill(1));

  test('lies within the lower face; all else keeps its values', async () => {
    const frames = await paintAll(planOf(), PAINTED.net);
    frames.forEach((frame, i) => {
      const before = picture(i % SOURCES);
      let [left, right, top, bottom] = [500, 0, 500, 0];
      for (let y = 0; y < 500; y++) {
        for (let x = 0; x < 500; x++) {
          if (frame.data[y * 500 + x] === before.data[y * 500 + x]) continue;
          [left, right] = [Math.min(left, x), Math.max(right, x)];
          [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
        }
      }
      const point = (landmark: number) => flatFrame(TRACK, 0).subarray(2 * TRACKED.indexOf(landmark));
      expect(top).toBeGreaterThanOrEqual(Math.floor(Math.min(point(2)[1]!, point(187)[1]!, point(411)[1]!)));
      expect(bottom).toBeLessThanOrEqual(Math.ceil(point(152)[1]!) + 2);
      expect(left).toBeGreaterThan(BOX[0]);
      expect(right).toBeLessThan(BOX[2]);
      expect((right - left) * (bottom - top)).toBeGreaterThan(3000);
    });
  });

  test('is what was there, where the network answers with that', async () => {
    // The reference is the frame itself.
    const plan = planOf({ reference: Int32Array.from({ length: COUNT }, (_, i) => i % SOURCES) });
    const frames = await paintAll(plan, netOf(reference).net);
    frames.forEach((frame, i) => {
      const before = picture(i % SOURCES);
      expect(worst(frame.data, before.data)).toBeLessThanOrEqual(2);
    });
  });

  test('with colours matched is that picture even if the network answers in other light', async () => {
    const plan = planOf({ reference: Int32Array.from({ length: COUNT }, (_, i) => i % SOURCES) });
    const frames = await paintAll(plan, netOf((faces) => reference(faces).map((value) => value + 0.1)).net);
    frames.forEach((frame, i) => {
      const before = picture(i % SOURCES);
      expect(worst(frame.data, before.data)).toBeLessThanOrEqual(3);
    });
  });
});

test('sharpens by itself as by 0.3, and by what is asked where something is', async () => {
  const checks = netOf(() => Float32Array.from({ length: 3 * AREA }, (_, i) => 0.4 + 0.2 * (i % 2))).net;
  const painted = async (sharpening: number | null) =>
    (await paintAll({ ...planOf(), look: { blending: 1, sharpening } }, checks))[0]!.data;
  expect(worst(await painted(null), await painted(0.3))).toBe(0);
  expect(worst(await painted(1), await painted(0))).toBeGreaterThan(10);
});

test('a long run holds no more than a short one', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const { net: remembering } = netOf(reference);
  const answer = new Float32Array(4 * 3 * AREA).fill(0.5);
  const net: Wav2LipNet = { ...remembering, run: async () => answer };
  const painter = createWav2LipPainter({ plan: planOf(), video, color: COLOR, mel, net });
  painter.studies.forEach((source) => painter.study(source, picture(source)));
  const works = [0, 1, 2, 3].map((index) => ({ index, frame: picture(index) }));
  const held = async (batches: number) => {
    for (let i = 0; i < batches; i++) await painter.paint(works);
    collect();
    // Buffers are freed in the turn after.
    await new Promise((resolve) => setTimeout(resolve, 20));
    collect();
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    return arrayBuffers + heapUsed;
  };
  const few = await held(5);
  // One batch's inputs are 98 kB; were any of them kept, sixty would hold 5.9 MB.
  expect((await held(60)) - few).toBeLessThan(1e6);
});
