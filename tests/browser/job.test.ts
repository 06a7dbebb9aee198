import { describe, expect, it } from 'vitest';
import { squaredError, type Luma } from '../../bench/measure/pixels';
import { rawPictures, videoOf } from '../../scripts/ffmpeg';
import { expectVideo, frameNumbers, pingPong } from '../e2e/expect-video';
import { FACE_SECONDS, fixture, FPS, GAP, SIZE } from '../fixtures/make';
import { useLab } from './use-lab';

const { dub } = useLab();

describe('a job', () => {
  it('plays short footage forth and back without doubling its ends', async () => {
    const { out } = await dub('face-short.mp4', 'voice-long.wav');
    const { frames } = expectVideo(out, { source: fixture('face-short.mp4'), seconds: 5.5 });
    expect(await frameNumbers(out)).toEqual(pingPong(frames, 38));
  });

  it('turns sideways footage as its file says', async () => {
    const { out } = await dub('face-rotated.mp4', 'voice.wav');
    expect(expectVideo(out, { source: fixture('face-rotated.mp4'), seconds: 3 }).rotation).toBe(90);
  });

  it('keeps a fractional frame rate', async () => {
    const { out } = await dub('face-2997.mp4', 'voice.wav');
    expectVideo(out, { source: fixture('face-2997.mp4'), seconds: 3 });
    expect(videoOf(out).fps).toBeCloseTo(30000 / 1001, 3);
  });

  it('works on footage without sound, and takes the speech out of another video', async () => {
    const { out, name } = await dub('face-mute.mp4', 'face-short.mp4');
    expect(name).toBe('face-mute__face-short.mp4');
    expectVideo(out, { source: fixture('face-mute.mp4'), seconds: 1.52 });
  });

  it('converts what the browser cannot read', async () => {
    const { out, timings } = await dub('face.avi', 'voice.wav');
    expectVideo(out, { source: fixture('face.avi'), seconds: 3 });
    expect(timings.convert).toBeGreaterThan(0);
  });

  it('encodes by itself where the browser cannot', async () => {
    const { out } = await dub('face.mp4', 'voice.wav', { encoder: 'ffmpeg' });
    const { frames } = expectVideo(out, { source: fixture('face.mp4'), seconds: 3 });
    expect(await frameNumbers(out)).toEqual(pingPong(frames, FACE_SECONDS * FPS));
  });

  it('lets frames without a face pass, and paints the others', async () => {
    const { out } = await dub('face-gap.mp4', 'voice.wav');
    expectVideo(out, { source: fixture('face-gap.mp4'), seconds: 3 });
    const source: Uint8Array[] = [];
    for await (const { data } of rawPictures(fixture('face-gap.mp4'))) source.push(data);
    let frame = 0;
    const changed: number[] = [];
    for await (const { data } of rawPictures(out)) {
      // Speech and footage begin together, and the speech is shorter: frame for frame.
      const error = squaredError(lower(data), lower(source[frame] as Uint8Array));
      if (error > 8) changed.push(frame);
      frame++;
    }
    const [from, to] = GAP.map((time) => Math.round(time * FPS)) as [number, number];
    expect(changed.filter((index) => index >= from && index < to)).toEqual([]);
    expect(changed.length).toBeGreaterThan(10);
  });
});

/** The part of a picture in which the drawn mouth moves. */
function lower(data: Uint8Array): Luma {
  const [top, bottom] = [0.5 * SIZE, 0.75 * SIZE];
  return { width: SIZE, height: bottom - top, data: data.subarray(top * SIZE, bottom * SIZE) };
}
