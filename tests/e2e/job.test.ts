import { expect, it } from 'vitest';
import { dubOnPage } from '../../scripts/studio-page';
import { soundOf } from '../../scripts/ffmpeg';
import { FACE_SECONDS, fixture, FPS } from '../fixtures/make';
import { expectVideo, frameNumbers, pingPong } from './expect-video';
import { useStudio } from './studio';

const studio = useStudio();

it('gives a video with the new speech, under a sensible name, and tells how long each stage took', async () => {
  const out = studio.scratch('face.mp4');
  const files = { video: fixture('face.mp4'), speech: fixture('voice.wav') };
  const { name, timings, device } = await dubOnPage(await studio.open(), { ...files, out });
  expect(name).toBe('face__voice.mp4');
  const { frames } = expectVideo(out, { source: fixture('face.mp4'), seconds: 3 });
  expect(await frameNumbers(out)).toEqual(pingPong(frames, FACE_SECONDS * FPS));
  expect(soundOf(out)).toMatchObject({ sampleRate: 24_000, channels: 1 });
  expect(timings.total).toBeGreaterThan(0);
  for (const step of ['track', 'listen', 'plan', 'render']) expect(timings[step]).toBeGreaterThanOrEqual(0);
  expect(device).toBe('wasm');
});
