import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ffmpeg } from '../../../../scripts/ffmpeg';
import { frameRate } from '../../timeline/frame-rate';
import { indexFrames } from './frame-index';
import { openInput } from '../input/open-input';

const folder = mkdtempSync(join(tmpdir(), 'koubo-rates-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The rate of a file that FFmpeg writes of a drawn picture. */
async function rateOf(name: string, rate: string, seconds: number, ...args: string[]): Promise<number> {
  const path = join(folder, name);
  const drawn = ['-f', 'lavfi', '-i', `testsrc2=s=64x64:r=${rate}:d=${seconds}`];
  ffmpeg([...drawn, '-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', ...args, path]);
  const input = openInput(new Blob([readFileSync(path)]));
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw new Error('no pictures');
    const { times, end } = await indexFrames(track);
    return frameRate(times, end);
  } finally {
    input.dispose();
  }
}

const RATES = ['24000/1001', '24', '25', '30000/1001', '30', '48', '50', '60000/1001', '60', '120'];

describe.each(['mp4', 'mkv', 'ts'])('.%s', (ending) => {
  it.each(RATES)('of %s frames a second has that rate', async (rate) => {
    const [over = 0, under = 1] = rate.split('/').map(Number);
    expect(await rateOf(`steady.${ending}`, rate, 3)).toBe(over / under);
  });

  it('keeps its rate where two frames of sixty are missing', async () => {
    const without = ['-vf', "select='not(eq(n,20)+eq(n,41))'", '-fps_mode', 'vfr'];
    expect(await rateOf(`missing.${ending}`, '30000/1001', 2, ...without)).toBe(30_000 / 1001);
  });

  it('has the rate of the talk before the slides', async () => {
    const slides = ['-vf', "select='lt(t,3)+not(mod(n,60))'", '-fps_mode', 'vfr'];
    expect(await rateOf(`slides.${ending}`, '30', 15, ...slides)).toBe(30);
  });
});
