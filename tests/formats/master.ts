import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpeg } from '../../scripts/ffmpeg';
import { drawFace } from '../fixtures/drawn-face';
import { syllables, voice, wav } from '../fixtures/voice';

/** Edge of the drawn pictures, frames a second, number of frames. */
export const EDGE = 256;
export const RATE = 25;
export const FRAMES = 40;
/** Seconds at which the last patch turns white and the sound clicks. */
export const FLASH = 0.64;

type Color = readonly [number, number, number];
/** Patches in a row along the upper edge; the last one is the flash. */
export const PATCHES: readonly Color[] = [
  [230, 230, 230],
  [190, 50, 45],
  [60, 150, 65],
  [50, 65, 160],
  [215, 165, 140],
  [120, 120, 120],
  [225, 190, 40],
  [20, 20, 20],
];
/** Height of the row over the picture's height. */
export const ROW = 1 / 8;

/** Raw RGB pictures: a talking face under a row of patches, the last of which turns white. */
function pictures(): Buffer {
  const side = EDGE / PATCHES.length;
  return Buffer.concat(
    Array.from({ length: FRAMES }, (_, frame) => {
      const time = frame / RATE;
      const picture = drawFace(EDGE, EDGE, {
        ...{ mouth: syllables(time), blink: 0, x: 0.05 * Math.sin(4 * time), y: 0.05 },
        roll: 0.03 * Math.sin(3 * time),
      });
      for (let row = 0; row < EDGE * ROW; row++) {
        for (let column = 0; column < EDGE; column++) {
          const patch = Math.floor(column / side);
          const lit = patch === PATCHES.length - 1 && time >= FLASH - 1e-6;
          picture.set(lit ? [235, 235, 235] : (PATCHES[patch] as Color), (row * EDGE + column) * 3);
        }
      }
      return picture;
    }),
  );
}

/** The voice, quiet, with a click of 4 ms at `FLASH`; mono, 48 kHz. */
function sound(): Float32Array {
  const rate = 48_000;
  const samples = voice(FRAMES / RATE, rate).map((value) => 0.04 * value);
  for (let i = 0; i < 0.004 * rate; i++)
    samples[Math.round(FLASH * rate) + i] = 0.95 * Math.sin((2 * Math.PI * 1000 * i) / rate);
  return samples;
}

/** The lossless master, pictures and sound, written where it is not there yet; every file of the matrix is made from it. */
export function makeMaster(folder: string): string {
  const master = join(folder, 'master.mov');
  if (existsSync(master)) return master;
  const voiceFile = join(folder, 'master.wav');
  writeFileSync(voiceFile, wav(sound(), 48_000));
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${EDGE}x${EDGE}`, '-r', `${RATE}`, '-i', '-'];
  const lossless = ['-c:v', 'libx264rgb', '-preset', 'ultrafast', '-qp', '0', '-c:a', 'copy'];
  ffmpeg([...raw, '-i', voiceFile, ...lossless, master], pictures());
  return master;
}
