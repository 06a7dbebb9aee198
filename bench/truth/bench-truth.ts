import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpeg, soundSeconds } from '../../scripts/ffmpeg';
import { startLab, type Lab } from '../../scripts/lab.js';
import { smoothFrames } from '../../src/engine/face/track/smooth';
import { freezes, type Freezes } from '../measure/freezes';
import { lipsOf } from '../measure/lips';
import type { MouthCrop } from '../measure/mouth-crop';
import { nameOf, type BenchOptions } from '../options';
import { MODEL } from '../quality';
import { rememberedReaders, type TwoReaders } from './analyst';
import { compareMouths, compareStill, readMouths, type MouthVideo } from './figures';
import { planByTruth } from './oracle';
import { truthPairs, WORK, type Pair } from './pairs';
import { drawStrips } from './strips';
import { truthTable, type TruthRow } from './table';

type Tools = { readonly lab: Lab; readonly readers: TwoReaders };

/** Renders the footage of a pair, moved by the mouth that the truth shows, with the truth's sound. */
async function renderByTruth(
  { lab, readers }: Tools,
  pair: Omit<Pair, 'kind'>,
  out: string,
): Promise<Freezes> {
  const { footage, truth } = pair;
  const wanted = await readers.track(truth);
  const known = { info: await lab.probe(footage), track: await readers.track(footage) };
  const plan = planByTruth(MODEL, known, wanted, soundSeconds(truth));
  const { file } = await lab.renderPlan(footage, truth, { ...plan, painter: 'reuse' });
  writeFileSync(out, file);
  return freezes(plan.inputs.donor, plan.keep, lipsOf(smoothFrames(wanted), MODEL.reference));
}

/** `--oracle A B OUT`: one video, and what it is worth. */
export async function makeByTruth([footage, truth, out]: readonly string[]): Promise<TruthRow[]> {
  if (!footage || !truth || !out) throw new TypeError('--oracle takes footage, a truth and where to write.');
  return withTools(async (tools) => {
    const pair = { name: nameOf(out), footage, truth };
    const frozen = await renderByTruth(tools, pair, out);
    const read = async (path: string) => readMouths(path, await tools.readers.referenceTrack(path));
    const [made, shown] = [await read(out), await read(truth)];
    const row = { name: pair.name, kind: 'free', by: 'truth', freezes: frozen } as const;
    const rows: TruthRow[] = [
      { ...row, figures: compareMouths(made, shown) },
      { ...row, by: 'still mouth', figures: compareStill(shown) },
    ];
    console.log(truthTable(rows));
    sheet(shown, made, out.replace(/(\.mp4)?$/, '.png'));
    return rows;
  });
}

/**
 * Every pair of the table by the true mouth, and in the mode `truth` by the app's own ear besides: a whole job with the
 * footage and the truth's sound.
 */
export async function benchTruth({ mode, quick, names, mouth }: BenchOptions): Promise<TruthRow[]> {
  const pairs = truthPairs(quick, names);
  return withTools(async (tools) => {
    const rows: TruthRow[] = [];
    for (const pair of pairs) {
      console.error(`${pair.name} …`);
      rows.push(...(await measurePair(tools, pair, mode === 'truth')));
    }
    rows.sort((a, b) => a.kind.localeCompare(b.kind) * -1 || a.by.localeCompare(b.by));
    console.log(truthTable(rows));
    return rows;
  }, mouth);
}

async function measurePair(tools: Tools, pair: Pair, byEarToo: boolean): Promise<TruthRow[]> {
  const { name, kind, footage, truth } = pair;
  const read = async (path: string) => readMouths(path, await tools.readers.referenceTrack(path));
  const shown = await read(truth);
  const plain = join(WORK, `${name}-again.mp4`);
  ffmpeg(['-i', truth, '-an', '-c:v', 'libx264', '-crf', '20', '-preset', 'veryfast', plain]);
  const byTruth = join(WORK, `${name}-by-truth.mp4`);
  const frozen = await renderByTruth(tools, pair, byTruth);
  const made = await read(byTruth);
  sheet(shown, made, join(WORK, `${name}-by-truth.png`));
  const rows: TruthRow[] = [
    { name, kind, by: 'truth', figures: compareMouths(made, shown), freezes: frozen },
    { name, kind, by: 'true video', figures: compareMouths(await read(plain), shown) },
    { name, kind, by: 'still mouth', figures: compareStill(shown) },
  ];
  if (!byEarToo) return rows;
  const byEar = join(WORK, `${name}-by-ear.mp4`);
  await tools.lab.dub(footage, truth, byEar, { settings: { label: 'off' } });
  const heard = await read(byEar);
  sheet(shown, heard, join(WORK, `${name}-by-ear.png`));
  // The sound of a free clip may lie beside its picture: a mouth that goes with the sound is that much off.
  const figures = compareMouths(heard, shown, kind === 'free');
  return [{ name, kind, by: 'ear', figures }, ...rows];
}

function sheet(truth: MouthVideo, made: MouthVideo, path: string): void {
  const count = Math.min(truth.views.length, made.views.length);
  const both = [...Array(count).keys()].filter((i) => truth.views[i] && made.views[i]);
  const views = (video: MouthVideo) => both.map((i) => video.views[i] as MouthCrop);
  drawStrips(views(truth), views(made), truth.lips, path);
}

async function withTools<T>(use: (tools: Tools) => Promise<T>, mouth?: string): Promise<T> {
  const lab = await startLab(mouth === undefined ? {} : { mouth });
  try {
    return await use({ lab, readers: rememberedReaders(lab) });
  } finally {
    await lab.close();
  }
}
