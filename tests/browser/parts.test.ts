import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ffmpeg } from '../../scripts/ffmpeg';
import { clicked } from '../e2e/click';
import { expectVideo, frameNumbers, pingPong } from '../e2e/expect-video';
import { fixture } from '../fixtures/make';
import { useLab } from './use-lab';

const here = useLab();
const { dub, scratch } = here;

/** Few frames a second: what is counted here are seconds, and every frame is looked at. */
const RATE = 5;

it('follows the face of a long video only where a part needs it, and counts frames from the right one', async () => {
  const long = scratch('long.mp4');
  const looped = (name: string) => ['-stream_loop', '-1', '-i', fixture(name)];
  const inputs = [...looped('face-mute.mp4'), ...looped('voice-own.wav')];
  ffmpeg([...inputs, '-t', '240', '-r', `${RATE}`, '-crf', '12', '-c:a', 'aac', long]);
  const speech = scratch('click.wav');
  writeFileSync(speech, clicked());
  const trim = { video: { from: 100.4, to: 101.2 }, speech: { from: 0.2, to: 1.4 } };
  const { out, video } = await dub(long, speech, { trim });
  expectVideo(out, { source: long, seconds: 1.2 });
  const footage = await frameNumbers(long);
  const first = Math.round(100.4 * RATE);
  expect(await frameNumbers(out)).toEqual(pingPong(6, 4).map((frame) => footage[first + frame]));
  // A track takes 0.6 kB a frame; all of the video has 1200 frames, the part and what is around it 350.
  const bytes = await here.lab.page.evaluate(async (id) => {
    const root = await navigator.storage.getDirectory();
    for await (const [name, file] of (await root.getDirectoryHandle('cache')).entries())
      if (name.startsWith(`track-${id}.`)) return (await (file as FileSystemFileHandle).getFile()).size;
    return 0;
  }, video.id);
  expect(bytes).toBeGreaterThan(0.18e6);
  expect(bytes).toBeLessThan(0.26e6);
});
