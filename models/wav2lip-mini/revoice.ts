/**
 * What the network makes of people it has never seen, through the app's own engine: each of some clips is dubbed with
 * the sound of the next clip of the same person, whose true mouth is known frame by frame.
 *
 *   node --import tsx models/wav2lip-mini/revoice.ts NETWORK CLIPS OUTPUT [clips of each speaker]
 *
 * CLIPS has folders by speaker. OUTPUT gets the finished videos and revoiced.json: correlation of the finished lips'
 * opening with the true one's (and, to tell what chance gives, the untouched footage's), the lag at which it is best,
 * how far the lips open (standard deviation over the true one's), and how sharp the mouth is (gradient energy over
 * that of the same mouth in the untouched footage).
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { agreement, correlation, median } from '../../bench/measure/agreement';
import { openings } from '../../bench/measure/opening';
import { gradientEnergy, mouthRegions } from '../../bench/measure/pixels';
import { pointsOf } from '../../bench/measure/region';
import { ffmpeg } from '../../scripts/ffmpeg';
import { startLab, type Lab } from '../../scripts/lab.js';
import type { PaintedVideo } from '../../scripts/lab/wav2lip';
import { checkMouthModel, type MouthModel } from '../../src/engine/face/mouth-model';
import type { FaceTrack } from '../../src/engine/face/track/face-track';

const HELD_OUT = ['s3', 's5', 's31', 's34'];

const MODEL = checkMouthModel(
  JSON.parse(readFileSync(new URL('../mouth/mouth.json', import.meta.url), 'utf8')) as MouthModel,
);

/** The painted frames as a video that keeps nearly everything, with their sound. */
function write(file: string, { after, width, height, fps }: PaintedVideo, speech: string): void {
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${width}x${height}`, '-r', `${fps}`];
  const how = ['-map', '0:v', '-map', '1:a', '-c:v', 'libx264', '-crf', '12', '-c:a', 'aac'];
  ffmpeg([...raw, '-i', '-', '-i', speech, ...how, file], after);
}

/** Mean gradient energy of the mouths of raw frames that `track` belongs to. */
function detail(frames: Uint8Array, { width, height }: PaintedVideo, track: FaceTrack): number {
  const bytes = (width * height * 3) / 2;
  const energies: number[] = [];
  for (let frame = 0; (frame + 1) * bytes <= frames.length; frame++) {
    const points = pointsOf(track, frame);
    const data = frames.subarray(frame * bytes, frame * bytes + width * height);
    if (points)
      energies.push(gradientEnergy({ width, height, data }, mouthRegions(points, width, height).mouth));
  }
  return energies.reduce((sum, value) => sum + value, 0) / energies.length;
}

const deviation = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

async function revoice(lab: Lab, network: string, footage: string, speech: string, out: string) {
  const painted = await lab.paint(footage, speech, network, 'improved');
  write(out, painted, speech);
  const [made, truth, given] = [await lab.track(out), await lab.track(speech), await lab.track(footage)];
  const { values, times } = openings(made, MODEL, painted.fps);
  const right = openings(truth, MODEL, painted.fps).values;
  const untouched = openings(given, MODEL, painted.fps).values;
  const count = Math.min(right.length, untouched.length);
  return {
    ...agreement(values, times, { values: right, rate: painted.fps, offset: 0.5 }),
    chance: correlation(untouched.slice(0, count), right.slice(0, count)),
    spread: deviation(values) / deviation(right),
    sharpness: detail(painted.after, painted, made) / detail(painted.before, painted, given),
  };
}

const [network, clips, output, each = '3'] = process.argv.slice(2);
if (!network || !clips || !output)
  throw new Error('usage: revoice.ts <network> <clips> <output> [clips of each]');
mkdirSync(output, { recursive: true });
const lab = await startLab();
const rows: ({ clip: string } & Awaited<ReturnType<typeof revoice>>)[] = [];
for (const speaker of HELD_OUT) {
  const files = readdirSync(join(clips, speaker)).sort();
  for (let i = 0; i < Number(each); i++) {
    const [footage, speech] = [files[i], files[i + 1]].map((name) => join(clips, speaker, name as string));
    const out = join(output, `${speaker}-${files[i]}`);
    const row = await revoice(lab, network, footage as string, speech as string, out);
    rows.push({ clip: `${speaker}/${files[i]}`, ...row });
    console.log(
      JSON.stringify(rows.at(-1), (_, v: unknown) => (typeof v === 'number' ? Number(v.toFixed(3)) : v)),
    );
  }
}
await lab.close();
const middle = (what: 'r' | 'best' | 'lagMs' | 'chance' | 'spread' | 'sharpness') =>
  Number(median(rows.map((row) => row[what])).toFixed(3));
const medians = {
  ...{ clips: rows.length, r: middle('r'), best: middle('best'), lagMs: middle('lagMs') },
  ...{ chance: middle('chance'), spread: middle('spread'), sharpness: middle('sharpness') },
};
writeFileSync(join(output, 'revoiced.json'), JSON.stringify(medians, null, 1));
console.log(medians);
process.exit(0);
