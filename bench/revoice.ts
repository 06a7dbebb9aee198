import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchProfile } from '../scripts/chromium';
import { dub } from '../scripts/dub';
import { ffmpeg, videoOf } from '../scripts/ffmpeg';
import { startLab } from '../scripts/lab.js';
import { agreement, median, type Agreement } from './measure/agreement';
import { openings } from './measure/opening';
import { nameOf, OUT, shared, type BenchOptions } from './options';
import { MODEL, type Analyst } from './quality';
import { table } from './table';

/** GRID speakers on whom the mouth model was never trained. */
const HELD_OUT = ['s3', 's5', 's31', 's34'];

type Halves = { footage: string; truth: string };

/** Cuts a clip in the middle: footage to dub, and the half whose speech and true mouth are known. */
function halves(clip: string): Halves {
  const middle = Math.round((videoOf(clip).duration / 2) * 25) / 25;
  const name = join(OUT, `revoice-${nameOf(join(clip, '..'))}-${nameOf(clip)}`);
  const how = ['-c:v', 'libx264', '-crf', '14', '-preset', 'veryfast', '-c:a', 'aac', '-b:a', '192k'];
  ffmpeg(['-i', clip, '-t', String(middle), ...how, `${name}-1.mp4`]);
  ffmpeg(['-ss', String(middle), '-i', clip, ...how, `${name}-2.mp4`]);
  return { footage: `${name}-1.mp4`, truth: `${name}-2.mp4` };
}

/** Opening of the re-voiced mouth against the true one, which spoke the same words. */
async function compareWithTruth(out: string, truth: string, lab: Analyst): Promise<Agreement> {
  const made = openings(await lab.track(out), MODEL, videoOf(out).fps);
  const fps = videoOf(truth).fps;
  const { values } = openings(await lab.track(truth), MODEL, fps);
  return agreement(made.values, made.times, { values, rate: fps, offset: 0.5 });
}

/** Dubs the first half of held-out speakers' clips with the second half's own speech. */
export async function benchRevoice(url: string, { perSpeaker }: BenchOptions) {
  const lab = await startLab();
  const profile = await launchProfile();
  const rows: ({ clip: string } & Agreement)[] = [];
  try {
    for (const speaker of HELD_OUT) {
      const folder = shared(`training/grid/${speaker}`);
      for (const name of readdirSync(folder).sort().slice(0, perSpeaker)) {
        const { footage, truth } = halves(join(folder, name));
        const out = footage.replace('-1.mp4', '-out.mp4');
        await dub(profile.context, url, { video: footage, speech: truth, out }, { label: 'off' });
        const found = { clip: `${speaker}/${name}`, ...(await compareWithTruth(out, truth, lab)) };
        console.error(`${found.clip}  r ${found.r.toFixed(2)}  lag ${found.lagMs} ms`);
        rows.push(found);
      }
    }
  } finally {
    await profile.close();
    await lab.close();
  }
  const medianR = median(rows.map(({ r }) => r));
  console.log(
    table(
      ['clip', 'r', 'best r', 'lag ms'],
      rows.map(({ clip, r, best, lagMs }) => [clip, r.toFixed(2), best.toFixed(2), String(lagMs)]),
    ),
  );
  console.log(`median r ${medianR.toFixed(2)} over ${rows.length} clips`);
  return { rows, medianR };
}
