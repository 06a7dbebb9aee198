import { describe, expect, it } from 'vitest';
import { squaredError } from '../../bench/measure/pixels';
import { correlation } from '../../src/engine/math/statistics';
import { ffmpeg, rawPictures, videoOf } from '../../scripts/ffmpeg';
import { expectVideo, frameNumbers } from '../e2e/expect-video';
import { FACE_SECONDS, fixture, FPS, SIZE } from '../fixtures/make';
import { useLab } from './use-lab';

const { dub } = useLab();
const RATE = 16_000;
/** Frames of the short footage, and of a result as long as the speech. */
const [SHORT, MADE] = [38, 75];

const counted = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

function soundOf(path: string): Float32Array {
  const raw = ffmpeg(['-i', path, '-f', 'f32le', '-ac', '1', '-ar', `${RATE}`, '-']);
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
}

describe('a speech that is longer than the video', () => {
  it('has it start again, the last picture going over into the first ones', async () => {
    const { out } = await dub('face-short.mp4', 'voice.wav', { settings: { longSpeech: 'repeat' } });
    expectVideo(out, { source: fixture('face-short.mp4'), seconds: 3 });
    const numbers = await frameNumbers(out);
    expect(numbers).toHaveLength(MADE);
    expect(numbers.slice(0, SHORT)).toEqual(counted(0, SHORT));
    // Eight frames go over: the first is mostly the last picture, the last mostly the new one.
    expect(numbers[SHORT]).toBe(SHORT - 1);
    expect(numbers.slice(SHORT + 7)).toEqual(counted(7, MADE - SHORT));
  });

  it('has its last calm frame stand, on which the mouth goes on', async () => {
    const { out, holds } = await dub('face-short.mp4', 'voice.wav', { settings: { longSpeech: 'hold' } });
    const numbers = await frameNumbers(out);
    const stands = Math.round(holds! * FPS);
    expect(stands).toBeGreaterThanOrEqual(SHORT / 2);
    expect(stands).toBeLessThan(SHORT);
    expect(numbers).toEqual([...counted(0, stands), ...new Array<number>(MADE - stands).fill(stands)]);
    const faces: Uint8Array[] = [];
    for await (const { data } of rawPictures(out))
      faces.push(data.slice(0.5 * SIZE * SIZE, 0.75 * SIZE * SIZE));
    const moves = faces.slice(stands + 2).map((face, i) => {
      const luma = { width: SIZE, height: SIZE / 4 };
      return squaredError({ ...luma, data: face }, { ...luma, data: faces[stands + 1 + i]! });
    });
    expect(Math.max(...moves)).toBeGreaterThan(4);
  });
});

describe('a video that is longer than the speech', () => {
  it('goes on as it is, with its own sound', async () => {
    const { out, seconds } = await dub('face.mp4', 'voice.wav', {
      settings: { longVideo: 'rest', label: 'off' },
    });
    expect(seconds).toBeCloseTo(FACE_SECONDS, 2);
    expect(videoOf(out).frames).toBe(FACE_SECONDS * FPS);
    expect(await frameNumbers(out)).toEqual(counted(0, FACE_SECONDS * FPS));
    const given: Uint8Array[] = [];
    for await (const { data } of rawPictures(fixture('face.mp4'))) given.push(data.slice());
    let frame = 0;
    for await (const { data } of rawPictures(out)) {
      const luma = { width: SIZE, height: SIZE };
      const error = squaredError({ ...luma, data }, { ...luma, data: given[frame]! });
      if (frame >= 3.3 * FPS) expect(error).toBeLessThan(4);
      frame++;
    }
    const [made, own, speech] = [soundOf(out), soundOf(fixture('face.mp4')), soundOf(fixture('voice.wav'))];
    const within = (sound: Float32Array, from: number, to: number) => sound.subarray(from * RATE, to * RATE);
    expect(correlation(within(made, 0.1, 2.9), within(speech, 0.1, 2.9))).toBeGreaterThan(0.95);
    expect(correlation(within(made, 3.2, 4), within(own, 3.2, 4))).toBeGreaterThan(0.95);
  });

  it('does so in the part of it that is used', async () => {
    const trim = { video: { from: 1, to: 3 }, speech: { from: 0.5, to: 1.5 } };
    const { out } = await dub('face.mp4', 'voice.wav', { trim, settings: { longVideo: 'rest' } });
    expect(await frameNumbers(out)).toEqual(counted(FPS, 3 * FPS));
  });
});
