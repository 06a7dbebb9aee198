import { writeFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { ffmpeg } from '../../scripts/ffmpeg';
import { expectVideo, frameNumbers, pingPong } from '../e2e/expect-video';
import { fixture, FPS, GAP, SIZE } from '../fixtures/make';
import { useLab } from './use-lab';

const here = useLab();
const SECONDS = 3;
const FRAMES = SECONDS * FPS;
/** The first group of pictures that begins where no face is, and how many of its and the next one's are copied. */
const GROUP = 12;
const FIRST = Math.ceil((GAP[0] * FPS) / GROUP) * GROUP;
const LEAST = 14;

/** A video in which no face is to be seen for a while, in short groups of pictures that are coded out of order. */
let video: string;
beforeAll(() => {
  video = here.scratch('groups.mp4');
  const coding = [
    '-c:v',
    'libx264',
    '-crf',
    '20',
    '-g',
    `${GROUP}`,
    '-bf',
    '2',
    '-x264-params',
    'scenecut=0',
  ];
  ffmpeg(['-i', fixture('face-gap.mp4'), ...coding, '-c:a', 'copy', video]);
});

/** Every picture of a video as ffmpeg decodes it; what ffmpeg complains about fails the test. */
function picturesOf(path: string): Buffer[] {
  const all = ffmpeg([
    '-xerror',
    '-i',
    path,
    '-map',
    '0:v',
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    '-',
  ]);
  const bytes = (SIZE * SIZE * 3) / 2;
  return Array.from({ length: all.length / bytes }, (_, i) => all.subarray(i * bytes, (i + 1) * bytes));
}

/** All frames are there, and those of the copied groups are the source's to the bit. */
async function expectCopied(path: string): Promise<void> {
  expectVideo(path, { source: video, seconds: SECONDS });
  expect(await frameNumbers(path)).toEqual(pingPong(FRAMES, FRAMES));
  const [given, made] = [picturesOf(video), picturesOf(path)];
  expect(made.length).toBe(FRAMES);
  const same = made.map((picture, i) => picture.equals(given[i]!));
  expect(same.slice(0, FIRST)).not.toContain(true);
  expect(same.slice(FIRST, FIRST + LEAST)).not.toContain(false);
  expect(same.at(-1)).toBe(false);
}

it('copies what keeps the original, in a file that plays through', async () => {
  const { out } = await here.dub(video, 'voice.wav', { settings: { label: 'off' } });
  await expectCopied(out);
  const played = await here.lab.page.evaluate(async (url) => {
    const player = document.createElement('video');
    player.src = url;
    player.muted = true;
    await player.play();
    await new Promise((resolve) => (player.onended = player.onerror = resolve));
    return { ended: player.ended, corrupt: player.getVideoPlaybackQuality().corruptedVideoFrames };
  }, here.lab.urlOf(out));
  expect(played).toEqual({ ended: true, corrupt: 0 });
});

it('goes on within a stretch that is copied, and behind it', async () => {
  const speech = fixture('voice.wav');
  const whole = await here.lab.render(video, speech, 'auto');
  expect(whole.restored).toBe(0);
  for (const packets of [FIRST + 8, FRAMES - 4]) {
    await here.lab.shorten(packets);
    const { file, restored } = await here.lab.render(video, speech, 'auto');
    // Of pictures that are coded out of order those are left out before which others are missing.
    expect(restored).toBeGreaterThan(packets - 3);
    expect(restored).toBeLessThanOrEqual(packets);
    const path = here.scratch(`${packets}.mp4`);
    writeFileSync(path, file);
    await expectCopied(path);
  }
});
