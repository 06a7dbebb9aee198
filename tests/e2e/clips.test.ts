import { afterAll, beforeAll, expect, it } from 'vitest';
import { dubOnPage } from '../../scripts/studio-page';
import { soundOf } from '../../scripts/ffmpeg';
import { startLab, type Lab } from '../../scripts/lab.js';
import { median } from '../../bench/measure/agreement';
import { openings } from '../../bench/measure/opening';
import { MODEL, mouthAgreement } from '../../bench/quality';
import { expectVideo } from './expect-video';
import { describeShared, shared } from './shared';
import { useStudio } from './studio';

/** Footage and speech that differ in codec, size, rate, regularity and language. */
const JOBS: readonly { clip: string; speech: string; what: string; fps?: number }[] = [
  { clip: 'hdtf-markey-512.mp4', speech: 'en-studio.wav', what: 'MPEG-4 part 2' },
  { clip: 'suit-man-700.mp4', speech: 'zh-bus.wav', what: 'H.264 at a varying rate', fps: 30 },
  { clip: 'glasses-woman-524.mp4', speech: 'ja.wav', what: 'speech longer than the footage' },
  { clip: 'grid-s4-720x576.mpg', speech: 'zh-bus.wav', what: 'MPEG-1, pixels that are not square' },
];

describeShared('real footage', () => {
  const studio = useStudio();
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(async () => {
    await lab?.close();
  });

  it.each(JOBS)('$clip with $speech ($what)', async ({ clip, speech, fps: rate }) => {
    const page = await studio.open();
    const out = studio.scratch(`${clip}__${speech}.mp4`);
    const files = { video: shared(`clips/${clip}`), speech: shared(`speech/${speech}`) };
    await dubOnPage(page, { ...files, out });
    const { duration: seconds } = soundOf(files.speech);
    const { fps } = expectVideo(out, { source: files.video, seconds, ...(rate && { fps: rate }) });
    const track = await lab.track(out);
    const withFace = track.present.reduce((sum, one) => sum + one, 0) / track.present.length;
    expect(withFace).toBeGreaterThan(0.95);
    const { values } = openings(track, MODEL, fps);
    expect(Math.max(...values) - median(values)).toBeGreaterThan(0.03);
    const { r, lagMs } = await mouthAgreement(track, files.speech, lab, fps);
    expect(r).toBeGreaterThan(0.7);
    expect(Math.abs(lagMs)).toBeLessThanOrEqual(40);
  });
});
