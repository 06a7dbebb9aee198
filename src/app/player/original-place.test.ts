import { describe, expect, it } from 'vitest';
import { baseFrames, frameCount } from '../../engine/timeline/timeline';
import type { Trim } from '../../engine/core/trim';
import { placesInOriginal, type Shown } from './original-place';

type Clip = { frames: number; fps: number; begins?: number };

function recordOf({ frames, fps, begins = 0 }: Clip, seconds: number, trim?: Trim): Shown {
  const picture = { codec: 'avc1', codedWidth: 64, codedHeight: 64, width: 64, height: 64 } as const;
  const video = { ...picture, rotation: 0, fps, frames, bitrate: 0, ...(begins > 0 && { begins }) } as const;
  const made = frameCount(seconds, fps);
  return {
    frames: made,
    seconds: made / fps,
    ...(trim && { trim }),
    video: {
      id: 'v',
      name: 'v.mp4',
      bytes: 1,
      info: { container: 'mp4', duration: 99, video, audio: null, reader: 'webcodecs' },
    },
  };
}

describe('the original beside a result stands at the frame that was painted on', () => {
  const cases: [string, Clip, number, Trim?][] = [
    ['a speech shorter than the video', { frames: 100, fps: 25 }, 2],
    ['many times forwards and backwards', { frames: 50, fps: 25 }, 60],
    ['a part of it', { frames: 100, fps: 25 }, 20, { video: { from: 1.2, to: 2.4 } }],
    ['a part cut between frames', { frames: 100, fps: 25 }, 20, { video: { from: 1.23, to: 2.37 } }],
    ['a part up to the end', { frames: 90, fps: 30000 / 1001 }, 20, { video: { from: 1.5, to: 9 } }],
    ['pictures that begin after the sound', { frames: 50, fps: 25, begins: 0.5 }, 20],
    ['a part of such', { frames: 50, fps: 25, begins: 0.3 }, 20, { video: { from: 0.1, to: 1.5 } }],
    ['one frame', { frames: 1, fps: 25 }, 2],
  ];
  it.each(cases)('%s', (_, clip, seconds, trim) => {
    const record = recordOf(clip, seconds, trim);
    const times = Float64Array.from({ length: clip.frames }, (_, i) => (clip.begins ?? 0) + i / clip.fps);
    const base = baseFrames(times, clip.fps, record.frames, trim?.video);
    const place = placesInOriginal(record, NaN);
    const shown = Array.from(base, (_, i) => {
      const { at } = place((i + 0.5) / clip.fps);
      return Math.max(
        0,
        times.findLastIndex((time) => time <= at),
      );
    });
    expect(shown).toEqual([...base]);
  });
});

it('goes forwards with the time, and backwards by whole frames', () => {
  const place = placesInOriginal(recordOf({ frames: 5, fps: 10 }, 2), NaN);
  expect(place(0.25).at).toBeCloseTo(0.25, 3);
  expect(place(0.45).backwards).toBe(false);
  expect(place(0.52)).toEqual({ at: expect.closeTo(0.35, 6) as number, backwards: true });
  expect(place(0.58)).toEqual(place(0.52));
  // Rounded to just before the sixth frame.
  expect(place(0.49999).backwards).toBe(true);
});

it('starts again, or stands, where the result does', () => {
  const record = recordOf({ frames: 50, fps: 25 }, 5);
  const again = placesInOriginal({ ...record, settings: { longSpeech: 'repeat' } }, NaN);
  expect(again(1.5).at).toBeCloseTo(1.5, 2);
  expect(again(4.5)).toEqual({ at: expect.closeTo(0.5, 2) as number, backwards: false });
  const held = placesInOriginal({ ...record, holds: 1.8 }, NaN);
  expect(held(1).at).toBeCloseTo(1, 2);
  expect(held(4)).toEqual({ at: 1.8, backwards: false });
});

it('stays with the last picture while the sound goes on', () => {
  const place = placesInOriginal(recordOf({ frames: 100, fps: 25 }, 2), NaN);
  expect(place(2.1).at).toBeCloseTo(1.98, 6);
});

it('takes the length of the original where an older record does not know its frames', () => {
  const { video, ...rest } = recordOf({ frames: 100, fps: 25 }, 10);
  const place = placesInOriginal({ ...rest, video: { id: video.id, name: video.name } }, 4);
  expect(place(4.06).at).toBeCloseTo(3.9, 6);
});
