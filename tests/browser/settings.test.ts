import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { squaredError, type Luma } from '../../bench/measure/pixels';
import { ffmpeg, rawPictures, soundOf, videoOf } from '../../scripts/ffmpeg';
import { fixture, SIZE, turnedClockwise } from '../fixtures/make';
import { useLab } from './use-lab';

const { dub, scratch } = useLab();

/** The part of a picture in which the drawn mouth moves. */
function mouthOf(data: Uint8Array): Luma {
  const [top, bottom] = [0.55 * SIZE, 0.75 * SIZE];
  return { width: SIZE, height: bottom - top, data: data.subarray(top * SIZE, bottom * SIZE) };
}

/** Mean squared change of the mouth from frame to frame. */
async function movement(path: string): Promise<number> {
  let [sum, count] = [0, 0];
  let before: Luma | null = null;
  for await (const { data } of rawPictures(path)) {
    const mouth = mouthOf(data.slice());
    if (before) sum += squaredError(mouth, before);
    if (before) count++;
    before = mouth;
  }
  return sum / count;
}

describe('the settings', () => {
  it('keep the mouth closed where it shall not open', async () => {
    const [closed, open] = [
      (await dub('face.mp4', 'voice.wav', { settings: { opening: 0 } })).out,
      (await dub('face.mp4', 'voice.wav')).out,
    ];
    const [still, moving] = [await movement(closed), await movement(open)];
    expect(still).toBeLessThan(0.3 * moving);
  });

  it('bring large footage that lies on its side to 720 lines, in shape and turned as it was', async () => {
    const large = scratch('large.mp4');
    const how = ['-vf', 'scale=1120:1280', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'copy'];
    ffmpeg(['-noautorotate', '-i', fixture('face-rotated.mp4'), '-t', '2', ...how, large]);
    writeFileSync(large, turnedClockwise(readFileSync(large)));
    expect(videoOf(large)).toMatchObject({ width: 1120, height: 1280, rotation: 90 });
    const { out } = await dub(large, 'voice.wav', { settings: { size: '720p', quality: 'small' } });
    expect(videoOf(out)).toMatchObject({ width: 720, height: 822, rotation: 90, codec: 'h264' });
    expect(soundOf(out).duration).toBeGreaterThan(2.99);
  });
});
