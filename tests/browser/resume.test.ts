import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ffmpeg, pictureTimes, soundOf, videoOf } from '../../scripts/ffmpeg';
import { expectVideo, frameNumbers, pingPong } from '../e2e/expect-video';
import { FACE_SECONDS, fixture, FPS } from '../fixtures/make';
import { useLab } from './use-lab';

const here = useLab();

const [video, speech] = [fixture('face.mp4'), fixture('voice-long.wav')];
const FRAMES = Math.round(5.5 * FPS);

/** Every frame is there, in its place, and the sound is whole. */
async function expectWhole(name: string, file: Uint8Array): Promise<void> {
  const path = here.scratch(name);
  writeFileSync(path, file);
  if (name.startsWith('webm')) expect([videoOf(path).codec, soundOf(path).codec]).toEqual(['vp9', 'opus']);
  else expectVideo(path, { source: video, seconds: 5.5 });
  expect(await frameNumbers(path)).toEqual(pingPong(FRAMES, FACE_SECONDS * FPS));
}

describe.each(['auto', 'ffmpeg', 'webm'] as const)('a render that was interrupted, %s', (kind) => {
  it('goes on where it was', async () => {
    await here.lab.interrupt(video, speech, kind, 0.75);
    // A quick machine may be at the end before it hears that it is to stop.
    await here.lab.shorten(FRAMES - 10);
    const { file, restored, first, frames } = await here.lab.render(video, speech, kind);
    expect(frames).toBe(FRAMES);
    // What was reported counts the studied frames too, and the encoder may hold some frames back.
    expect(restored).toBeGreaterThanOrEqual(2 * FPS);
    expect(restored).toBeLessThan(frames);
    expect(first).toBeGreaterThanOrEqual(restored);
    await expectWhole(`${kind}.mp4`, file);
  });

  it('has nothing left to paint where only the file was not finished', async () => {
    const { file, restored } = await here.lab.render(video, speech, kind);
    expect(restored).toBe(FRAMES);
    await expectWhole(`${kind}-again.mp4`, file);
  });

  it('begins anew where another encoder has taken over', async () => {
    await here.lab.forget();
    await here.lab.interrupt(video, speech, kind, 0.75);
    // As above: where nothing is left to encode no encoder is asked how it does it.
    await here.lab.shorten(FRAMES - 10);
    await here.lab.otherConfig();
    const { file, restored } = await here.lab.render(video, speech, kind);
    expect(restored).toBe(0);
    await expectWhole(`${kind}-anew.mp4`, file);
  });
});

it('goes on in a video of varying rate, whose frames keep their own times', async () => {
  const varied = here.scratch('varied.mp4');
  const thinned = ['-vf', "select='not(mod(n,3)*gt(t,0.8))'", '-fps_mode', 'vfr', '-c:a', 'copy'];
  ffmpeg(['-i', video, ...thinned, '-c:v', 'libx264', '-crf', '16', '-g', '1000', varied]);
  const said = fixture('voice.wav');
  await here.lab.forget();
  const times = async (name: string, file: Uint8Array) => {
    const path = here.scratch(name);
    writeFileSync(path, file);
    return { numbers: await frameNumbers(path), times: pictureTimes(path) };
  };
  const whole = await here.lab.render(varied, said, 'rest');
  const given = await times('varied-whole.mp4', whole.file);
  expect(new Set(given.times.slice(1).map((time, i) => (time - given.times[i]!).toFixed(2))).size).toBe(2);
  await here.lab.shorten(whole.frames - 6);
  const again = await here.lab.render(varied, said, 'rest');
  expect([again.frames, again.restored]).toEqual([whole.frames, whole.frames - 6]);
  expect(await times('varied-again.mp4', again.file)).toEqual(given);
});
