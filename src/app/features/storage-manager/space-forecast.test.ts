import { describe, expect, it } from 'vitest';
import type { MediaInfo } from '../../../engine/core/media-info';
import { forecastSpace, missingSpace, type SpaceFile } from './space-forecast';

const picture = { codec: 'avc', rotation: 0, frames: 0, bitrate: 1e6, fps: 25 } as const;
const size = { codedWidth: 1000, codedHeight: 500, width: 1000, height: 500 };
const file = (id: string, bytes: number, info: Partial<MediaInfo>): SpaceFile => ({
  id,
  bytes,
  info: { container: 'mp4', duration: 10, video: null, audio: null, reader: 'webcodecs', ...info },
});
const video = file('video', 4e6, { video: { ...picture, ...size } });
const speech = file('speech', 1e6, { audio: { codec: 'aac', sampleRate: 48_000, channels: 1 } });
const none = { inputs: new Set<string>(), conversions: new Set<string>() };
const job = { video, speech, bitrate: 8e6, seconds: 10 };

describe('forecastSpace', () => {
  it('takes copies of both files, and the result for as long as the speech lasts', () => {
    const space = forecastSpace([job], none);
    expect(space).toMatchObject({ inputs: 5e6, conversions: 0, working: 1e7 });
    // Ten seconds of 8 Mbit/s pictures and of 192 kbit/s sound.
    expect(space.results).toBeCloseTo(1e7 + 240_000);
    expect(space.total).toBe(Math.ceil(1.05 * (5e6 + 1e7 + 240_000 + 1e7)));
  });

  it('counts a file once, however many jobs are made from it, and one at work', () => {
    const longer = { ...job, speech: file('longer', 2e6, { duration: 30 }), seconds: 30 };
    const space = forecastSpace([job, longer, { ...longer, video: { ...video } }], none);
    expect(space.inputs).toBe(4e6 + 1e6 + 2e6);
    expect(space.working).toBe(3e7);
    expect(space.results).toBeCloseTo((10 + 30 + 30) * (1e6 + 24_000));
  });

  it('takes nothing for what is there', () => {
    const kept = { inputs: new Set(['video', 'speech']), conversions: new Set(['video']) };
    const avi = file('video', 4e6, { ...video.info, reader: 'ffmpeg' });
    expect(forecastSpace([{ ...job, video: avi }], kept)).toMatchObject({ inputs: 0, conversions: 0 });
  });

  it('takes a large file for what has to be converted', () => {
    const avi = file('avi', 4e6, { video: { ...picture, ...size }, reader: 'ffmpeg' });
    // 0.8 bits for each of 1000 × 500 pixels, 25 times a second, for ten seconds.
    expect(forecastSpace([{ ...job, video: avi }], none).conversions).toBeCloseTo(1.25e7);
    const wma = file('wma', 1e6, {
      audio: { codec: 'wma', sampleRate: 44_100, channels: 2 },
      reader: 'ffmpeg',
    });
    expect(forecastSpace([{ ...job, speech: wma }], none).conversions).toBe(10 * 2 * 2 * 44_100);
    const silent = file('x', 1, { audio: { codec: '?', sampleRate: 0, channels: 0 }, reader: 'ffmpeg' });
    expect(forecastSpace([{ ...job, speech: silent }], none).conversions).toBe(10 * 2 * 2 * 48_000);
  });

  it('takes nothing for no job', () => {
    expect(forecastSpace([], none).total).toBe(0);
  });
});

describe('missingSpace', () => {
  const forecast = { ...forecastSpace([], none), total: 100 };
  it.each([
    [{ free: 40 }, 60],
    [{ free: 100 }, 0],
    [{ free: 500 }, 0],
    [null, 0],
  ])('with %j is %d', (space, missing) => {
    expect(missingSpace(forecast, space)).toBe(missing);
  });
});
