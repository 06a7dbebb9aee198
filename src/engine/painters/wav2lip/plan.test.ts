import { describe, expect, test } from 'vitest';
import { DubError } from '../../core/errors';
import type { MediaInfo } from '../../core/media-info';
import { DEFAULT_SETTINGS, type DubSettings } from '../../plan/dub-plan';
import { curveOf, model, trackOf } from '../../plan/testing';
import { openSign } from '../../face/mouth-model';
import { FRAME_SIZE, measuredFrames } from '../../face/track/face-frames';
import type { FaceTrack } from '../../face/track/face-track';
import { trackedIndex } from '../../face/track/landmarks';
import { mouthShapes } from '../../face/track/mouth/mouth-shape';
import { DEFAULT_WAV2LIP, type Wav2LipSettings } from './inputs';
import { planWav2Lip, type Wav2LipRequest } from './plan';
import { publishedWindows, windowStart } from './network/windows';

const FRAMES = 60;
/** A mouth that opens and closes, and a head that sways. */
const TRACK = trackOf(
  Array.from({ length: FRAMES }, (_, i) => openSign(model) * (1.5 + 1.5 * Math.sin(i / 4))),
  (frame) => 20 * Math.sin(frame / 9),
);

function infoOf(fps: number): MediaInfo {
  const video = {
    codec: 'avc1',
    codedWidth: 500,
    codedHeight: 500,
    width: 500,
    height: 500,
    rotation: 0,
  } as const;
  return {
    ...{ container: 'mp4', duration: FRAMES / fps, audio: null, reader: 'webcodecs' },
    video: { ...video, fps, frames: FRAMES, bitrate: 1e6 },
  };
}

type Speech = { fps?: number; duration?: number };

function planOf(
  wav2lip: Partial<Wav2LipSettings> = {},
  { track = TRACK, fps = 25, duration = 4, ...more }: Partial<Wav2LipRequest> & Speech = {},
) {
  const settings = { ...DEFAULT_SETTINGS, ...more.settings };
  const times = Float64Array.from(track.times, (_, i) => i / fps);
  const speech = more.speech ?? curveOf(duration, () => 0);
  const request = { info: infoOf(fps), track: { ...track, times }, speech, settings };
  const shown = more.shown && { shown: more.shown };
  return planWav2Lip({ ...request, ...shown, wav2lip: { ...DEFAULT_WAV2LIP, ...wav2lip } }, model.reference);
}

/** The same track, without a face in these frames. */
function without(track: FaceTrack, from: number, to: number): FaceTrack {
  const present = track.present.slice().fill(0, from, to);
  const values = track.points.values.slice().fill(0, from * FRAME_SIZE, to * FRAME_SIZE);
  return { ...track, present, points: { ...track.points, values } };
}

test.each([
  ['improved', [20, 21, 22, 23, 24, 23, 22, 21, 20, 21]],
  ['published', [20, 21, 22, 23, 24, 20, 21, 22, 23, 24]],
] as const)('the %s plan shows a part of the video only', (method, frames) => {
  const { base } = planOf({ method }, { shown: { from: 0.8, to: 1 } });
  expect([...base.subarray(0, 10)]).toEqual(frames);
});

describe('the better plan', () => {
  test.each([24000 / 1001, 24, 25, 30000 / 1001, 30, 50, 60])(
    'has at %f fps a frame and a window for all of the speech, to its very end',
    (fps) => {
      const { base, inputs: wav2lip } = planOf({}, { fps, duration: 3.3 });
      expect(base).toHaveLength(Math.round(3.3 * fps));
      expect(wav2lip.windows).toHaveLength(base.length);
      wav2lip.windows.forEach((start, i) => expect(start).toBe(Math.floor((80 * i) / fps + 1e-6)));
      // The last window begins within one frame of the end, where the published one has long ended.
      expect(wav2lip.windows.at(-1)! / 80).toBeGreaterThan(3.3 - 2 / fps);
    },
  );

  test('runs the footage forwards and backwards', () => {
    const { base } = planOf({}, { duration: 4 });
    expect([...base.slice(57, 64)]).toEqual([57, 58, 59, 58, 57, 56, 55]);
  });

  test('leaves frames without a face as they are', () => {
    const { keep, base } = planOf({}, { track: without(TRACK, 10, 20), duration: 2 });
    base.forEach((frame, i) => expect(keep[i]).toBe(frame >= 10 && frame < 20 ? 1 : 0));
    expect(keep.reduce((sum, value) => sum + value)).toBe(10);
  });

  test('shows the network closed mouths of the same clip', () => {
    const { inputs: wav2lip } = planOf();
    const { openings } = mouthShapes(measuredFrames(TRACK), model.reference);
    const gap = (frame: number) => openings[frame]!;
    const gaps = Array.from({ length: FRAMES }, (_, i) => gap(i)).sort((a, b) => a - b);
    for (const frame of wav2lip.reference) expect(gap(frame)).toBeLessThan(gaps[20]!);
  });

  test('hears with a lead what it would have heard for the frame before', () => {
    const [none, one] = [planOf({ lead: 0 }).inputs.windows, planOf({ lead: 1 }).inputs.windows];
    expect([...one.slice(1)]).toEqual([...none.slice(0, -1)]);
    expect(one[0]).toBe(windowStart(-1 / 25, 25, 0));
  });

  test('moves the mouth by the offset', () => {
    const settings = (offset: number) => ({ settings: { ...DEFAULT_SETTINGS, offset } });
    const late = planOf({}, settings(0.2)).inputs.windows;
    const plain = planOf().inputs.windows;
    expect([...late.slice(5)]).toEqual([...plain.slice(0, -5)]);
    expect(late[0]).toBe(-16);
    expect([...planOf({}, settings(-0.2)).inputs.windows.slice(0, -5)]).toEqual([...plain.slice(5)]);
  });

  test('turns the wish for a wider mouth into decibels', () => {
    const gain = (opening: number) => planOf({}, { settings: { ...DEFAULT_SETTINGS, opening } }).inputs.gain;
    expect(gain(1)).toBe(0);
    // The spectrogram counts 8 for 100 dB.
    expect(gain(1.5)).toBeCloseTo((10 * 8) / 100, 6);
    expect(gain(0.5)).toBeCloseTo((-10 * 8) / 100, 6);
  });

  test('leaves long pauses to the footage where that is asked', () => {
    const speech = curveOf(
      4,
      () => 0,
      (at) => (at > 1 && at < 2 ? -90 : -20),
    );
    const kept = (pauses: DubSettings['pauses']) => {
      const { keep, share } = planOf({}, { speech, settings: { ...DEFAULT_SETTINGS, pauses } });
      return [keep.indexOf(1), keep.lastIndexOf(1), share.filter((part) => part < 1).length];
    };
    expect(kept('close')).toEqual([-1, -1, 0]);
    expect(kept('model')).toEqual([-1, -1, 0]);
    expect(kept('original')).toEqual([30, 45, 16 + 8]);
  });

  test('boxes the face from the middle of the forehead to below the chin', () => {
    const { inputs: wav2lip } = planOf();
    const place = (landmark: number, axis: number) =>
      measuredFrames(TRACK).read(7)[3 * trackedIndex(landmark) + axis]!;
    const [, y1, x2, y2] = wav2lip.boxes.subarray(28, 32) as unknown as [number, number, number, number];
    expect(Math.abs(y1 - place(151, 1))).toBeLessThan(2);
    expect(y2 - place(152, 1)).toBeGreaterThan(0.03 * (y2 - y1));
    expect(x2).toBeGreaterThan(place(291, 0));
  });
});

describe('the published plan', () => {
  const published = { method: 'published', lead: 1 } as const;

  test.each([24000 / 1001, 24, 25, 30, 50])(
    'at %f fps has the published windows and nothing better',
    (fps) => {
      const { base, inputs: wav2lip } = planOf(published, { fps, duration: 3.3 });
      expect([...wav2lip.windows]).toEqual([...publishedWindows(1 + 264, fps)]);
      expect([...base]).toEqual(Array.from(wav2lip.windows, (_, i) => i % FRAMES));
      expect(wav2lip.reference).toEqual(base);
      expect(wav2lip.gain).toBe(0);
    },
  );

  test('has whole boxes, smoothed over five frames that follow', () => {
    const sway = (frame: number) => 20 * Math.sin(frame / 9);
    const boxesOf = (shift: (frame: number) => number) =>
      planOf(published, { track: trackOf(new Array<number>(FRAMES).fill(0), shift) }).inputs.boxes;
    const boxes = boxesOf(sway);
    const still = boxesOf(() => 0)[2]!;
    expect(boxes.every(Number.isInteger)).toBe(true);
    for (const frame of [0, 17, 30, 54]) {
      const mean = [0, 1, 2, 3, 4].reduce((sum, k) => sum + sway(frame + k), 0) / 5;
      // Cut to whole pixels before and after.
      expect(Math.abs(boxes[4 * frame + 2]! - still - mean)).toBeLessThan(2);
    }
  });
});

test.each([0.05, 0.18, 0.2])('%f s of speech make a plan in either way', (duration) => {
  for (const method of ['improved', 'published'] as const) {
    const { base, inputs: wav2lip } = planOf({ method }, { duration });
    expect(base.length).toBeGreaterThan(0);
    expect(wav2lip.windows).toHaveLength(base.length);
    expect(wav2lip.windows[0]).toBe(0);
  }
});

test('a single picture is a clip of one frame', () => {
  const { base, keep, inputs: wav2lip } = planOf({}, { track: trackOf([0]), duration: 1 });
  expect(base).toEqual(new Int32Array(25));
  expect(keep).toEqual(new Uint8Array(25));
  expect(wav2lip.reference).toEqual(new Int32Array(25));
});

test('without a picture or a face there is no plan', () => {
  const refusal = (change: Partial<Wav2LipRequest>) => {
    const request = {
      info: infoOf(25),
      track: TRACK,
      speech: curveOf(1, () => 0),
      settings: DEFAULT_SETTINGS,
    };
    try {
      planWav2Lip({ ...request, wav2lip: DEFAULT_WAV2LIP, ...change }, model.reference);
    } catch (error) {
      return error instanceof DubError ? error.code : error;
    }
    return null;
  };
  expect(refusal({ info: { ...infoOf(25), video: null } })).toBe('input/no-video');
  expect(refusal({ track: without(TRACK, 0, FRAMES) })).toBe('input/no-face');
});
