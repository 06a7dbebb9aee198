import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ffmpeg, videoOf } from '../../scripts/ffmpeg';
import { LabError } from '../../scripts/lab';
import { cutFiles, damagedFiles, wholeFiles } from '../formats/damage';
import { changed } from '../formats/changed';
import { voice, wav } from '../fixtures/voice';
import { useLab } from './use-lab';

const test = useLab();
const { dub, scratch } = test;

/** What becomes of a damaged file: it plays to its end, is refused with a reason, or what else happened. */
async function outcome(name: string, bytes: Buffer): Promise<string> {
  const path = scratch(name);
  writeFileSync(path, bytes);
  try {
    const { out } = await dub(path, scratch('master.wav'), { settings: { label: 'off' } });
    const { frames } = videoOf(out);
    // Decodes all of it, and stops at the first error.
    const decoded = ffmpeg(['-xerror', '-i', out, '-fps_mode', 'passthrough', '-f', 'framecrc', '-']);
    const pictures = decoded.toString().match(/^0,/gm) ?? [];
    return pictures.length === frames ? 'fine' : `${pictures.length} of ${frames} frames`;
  } catch (reason) {
    const code = reason instanceof LabError ? (reason.code ?? '') : '';
    return /^(input\/|codec\/failed)/.test(code) ? 'refused' : String(reason);
  }
}

it.each([
  ['cut off', (whole: ReturnType<typeof wholeFiles>) => cutFiles(whole, 12)],
  ['in which bytes are wrong', (whole: ReturnType<typeof wholeFiles>) => damagedFiles(whole, 12)],
] as const)('copes with files %s', async (_, damage) => {
  const files = damage(wholeFiles(scratch('')));
  const wrong: string[] = [];
  for (const [name, bytes] of files) {
    const became = await outcome(name, bytes);
    if (!/^(fine|refused)$/.test(became)) wrong.push(`${name}: ${became}`);
  }
  expect(wrong).toEqual([]);
});

it('refuses a file that brings ffmpeg down, and reads the next one by another', async () => {
  const sound = wav(voice(1, 16_000), 16_000);
  writeFileSync(scratch('good.wav'), sound);
  // ADPCM in blocks of no samples: a division by 0.
  writeFileSync(scratch('trap.wav'), changed(sound, 'fmt ', 8, 0x0001_0011, 'LE'));
  ffmpeg(['-i', scratch('good.wav'), scratch('good.mp2')]);
  await expect(test.lab.probe(scratch('trap.wav'))).rejects.toThrow('input/unreadable');
  // What it was converted to.
  expect((await test.lab.probe(scratch('good.mp2'))).audio?.codec).toBe('pcm-s16');
});
