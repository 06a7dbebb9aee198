import { expect, it } from 'vitest';
import { ffmpeg, soundOf, videoOf } from '../../scripts/ffmpeg';
import { clicked, CLICK, clickIn, soundIn } from '../e2e/click';
import { fixture } from '../fixtures/make';
import { useLab } from './use-lab';

const { dub, scratch } = useLab();

it('turns the pictures of sideways footage, and copies a speech that is Opus', async () => {
  const speech = scratch('click.ogg');
  ffmpeg(['-i', '-', '-c:a', 'libopus', '-b:a', '24k', speech], clicked());
  const { out } = await dub('face-rotated.mp4', speech, { settings: { format: 'webm' } });
  const [given, made] = [videoOf(fixture('face-rotated.mp4')), videoOf(out)];
  expect(given.rotation).toBe(90);
  expect(made).toMatchObject({ rotation: 0, width: given.height, height: given.width });
  const upright = scratch('upright.mkv');
  ffmpeg(['-i', fixture('face-rotated.mp4'), '-t', '3', '-c:v', 'ffv1', upright]);
  // Where the frame's number stands, and not the label.
  const cropped = ['-vf', 'crop=130:40:0:0', '-frames:v', '10', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
  const [wanted, painted] = [ffmpeg(['-i', upright, ...cropped]), ffmpeg(['-i', out, ...cropped])];
  expect(painted.length).toBe(wanted.length);
  const off = wanted.reduce((sum, value, at) => sum + Math.abs(value - (painted[at] as number)), 0);
  expect(off / wanted.length).toBeLessThan(4);
  expect(soundOf(out).codec).toBe('opus');
  expect(soundOf(out).frames).toBe(soundOf(speech).frames);
  expect(Math.abs(clickIn(soundIn(out)) - CLICK)).toBeLessThan(0.005);
});
