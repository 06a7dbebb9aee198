import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { soundOf, videoOf } from '../../scripts/ffmpeg';
import { startLab, type Lab } from '../../scripts/lab';
import { FACE_SECONDS, fixture, FPS } from '../fixtures/make';
import { expectVideo, frameNumbers, pingPong } from './expect-video';

let lab: Lab;
const folder = mkdtempSync(join(tmpdir(), 'koubo-resume-'));
beforeAll(async () => {
  lab = await startLab();
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
});

const [video, speech] = [fixture('face.mp4'), fixture('voice-long.wav')];
const FRAMES = Math.round(5.5 * FPS);

/** Every frame is there, in its place, and the sound is whole. */
async function expectWhole(name: string, file: Uint8Array): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, file);
  if (name.startsWith('webm')) expect([videoOf(path).codec, soundOf(path).codec]).toEqual(['vp9', 'opus']);
  else expectVideo(path, { source: video, seconds: 5.5 });
  expect(await frameNumbers(path)).toEqual(pingPong(FRAMES, FACE_SECONDS * FPS));
}

describe.each(['auto', 'ffmpeg', 'webm'] as const)('a render that was interrupted, %s', (kind) => {
  it('goes on where it was', async () => {
    await lab.interrupt(video, speech, kind, 0.75);
    const { file, restored, first, frames } = await lab.render(video, speech, kind);
    expect(frames).toBe(FRAMES);
    // What was reported counts the studied frames too, and the encoder may hold some frames back.
    expect(restored).toBeGreaterThanOrEqual(2 * FPS);
    expect(restored).toBeLessThan(frames);
    expect(first).toBeGreaterThanOrEqual(restored);
    await expectWhole(`${kind}.mp4`, file);
  });

  it('has nothing left to paint where only the file was not finished', async () => {
    const { file, restored } = await lab.render(video, speech, kind);
    expect(restored).toBe(FRAMES);
    await expectWhole(`${kind}-again.mp4`, file);
  });

  it('begins anew where another encoder has taken over', async () => {
    await lab.forget();
    await lab.interrupt(video, speech, kind, 0.75);
    await lab.otherConfig();
    const { file, restored } = await lab.render(video, speech, kind);
    expect(restored).toBe(0);
    await expectWhole(`${kind}-anew.mp4`, file);
  });
});
