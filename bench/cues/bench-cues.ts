import { startLab } from '../../scripts/lab.js';
import type { BenchOptions } from '../options';
import { remembering } from '../quality';
import { table } from '../table';
import { measureFixed, type FixedRow } from './fixed';

/** `--cues`: a sentence that is said anew in each clip. */
export async function benchCues(url: string, { clips, speeches }: BenchOptions) {
  const rows: FixedRow[] = [];
  const lab = remembering(await startLab());
  try {
    for (const clip of clips) {
      console.error(`${clip} …`);
      rows.push(await measureFixed(url, clip, speeches[0] as string, lab));
    }
  } finally {
    await lab.close();
  }
  console.log(fixedTable(rows));
  return rows;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const both = (row: FixedRow, told: (border: FixedRow['begin']) => string) =>
  `${told(row.begin)}, ${told(row.end)}`;

function fixedTable(rows: readonly FixedRow[]): string {
  return table(
    [
      'clip',
      'pictures copied',
      'sound copied',
      'size',
      'worst outside dB',
      'LUFS inside, around',
      'step LU (own)',
      'seam mouth',
      'seam picture',
      'total s',
      'alone s',
      'ratio',
    ],
    rows.map((row) => [
      row.clip,
      percent(row.pictures.share),
      percent(row.sound.share),
      percent(row.size),
      row.worstPsnr.toFixed(1),
      `${row.loudness.inside.toFixed(1)}, ${row.loudness.around.toFixed(1)}`,
      both(row, ({ step, ownStep }) => `${step.toFixed(1)} (${ownStep.toFixed(1)})`),
      both(row, ({ seam }) => seam.mouth.toFixed(2)),
      both(row, ({ seam }) => seam.picture.toFixed(2)),
      (row.cost.timings.total ?? NaN).toFixed(1),
      (row.alone.timings.total ?? NaN).toFixed(1),
      ((row.cost.timings.total ?? NaN) / (row.alone.timings.total ?? NaN)).toFixed(2),
    ]),
  );
}
