import { expect } from 'vitest';
import { rawPictures, soundOf, videoOf, type Track } from '../../scripts/ffmpeg';
import { readNumber } from '../fixtures/frame-number';

export type Expected = {
  /** The footage that was given: size, rotation and frame rate must be kept. */
  source: string;
  /** Seconds of the speech that was given. */
  seconds: number;
  /** Where the footage's rate varies: that of its densest stretch. */
  fps?: number;
};

/** Checks the tracks of a finished video against what went in; returns its picture track. */
export function expectVideo(path: string, { source, seconds, fps }: Expected): Track {
  const given = videoOf(source);
  const picture = videoOf(path);
  const sound = soundOf(path);
  expect(picture).toMatchObject({ codec: 'h264', start: 0, rotation: given.rotation });
  // H.264 has even sizes only.
  expect([picture.width, picture.height]).toEqual([given.width & ~1, given.height & ~1]);
  expect(picture.fps).toBeCloseTo(fps ?? given.fps, 1);
  expect(sound).toMatchObject({ codec: 'aac', profile: 'LC' });
  const frame = 1 / picture.fps;
  expect(Math.abs(picture.duration - seconds)).toBeLessThanOrEqual(frame + 1e-3);
  // A block of AAC holds 1024 samples, the last one is filled up.
  expect(sound.duration).toBeGreaterThan(seconds - 0.005);
  expect(sound.duration).toBeLessThan(seconds + 2 * (1024 / sound.sampleRate) + 0.005);
  expect(picture.frames).toBe(Math.round(picture.duration * picture.fps));
  return picture;
}

/** The frame numbers drawn into the pictures of a video, in order. */
export async function frameNumbers(path: string): Promise<number[]> {
  const numbers: number[] = [];
  for await (const { data, width } of rawPictures(path)) numbers.push(readNumber(data, width));
  return numbers;
}

/** 0, 1, … n−1, n−2, … 1, 0, 1, …: forth and back, with neither end doubled. */
export function pingPong(count: number, frames: number): number[] {
  const period = Math.max(1, 2 * (frames - 1));
  return Array.from({ length: count }, (_, i) => {
    const at = i % period;
    return at < frames ? at : period - at;
  });
}
