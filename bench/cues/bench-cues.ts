import { startLab } from '../../scripts/lab.js';
import { nameOf, type BenchOptions, type CuesCase } from '../options';
import { megabytes, table } from '../table';
import { measureFixed, type FixedRow } from './fixed';
import { measureLines, type LinesRow } from './lines';
import { measurePeople, type PeopleRows } from './people';

type Rows = { fix?: FixedRow[]; two?: PeopleRows; lines?: LinesRow };

/** `--cues`: a sentence that is said anew in each clip, two people, sixty lines of subtitles. */
export async function benchCues(url: string, { clips, speeches, cues }: BenchOptions): Promise<Rows> {
  const rows: Rows = {};
  const lab = await startLab();
  const wants = (name: CuesCase) => cues.includes(name);
  try {
    if (wants('fix')) {
      rows.fix = [];
      for (const clip of clips) {
        console.error(`${nameOf(clip)} …`);
        rows.fix.push(await measureFixed(url, clip, speeches[0] as string, lab));
      }
      console.log(fixedTable(rows.fix));
    }
    if (wants('two')) console.log(peopleTable((rows.two = await measurePeople(url))));
    if (wants('lines'))
      console.log(linesTable((rows.lines = await measureLines(url, clips[0] as string, speeches, lab))));
  } finally {
    await lab.close();
  }
  return rows;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const secondsOf = ({ timings }: FixedRow['cost']) => timings.total ?? NaN;
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
      secondsOf(row.cost).toFixed(1),
      secondsOf(row.alone).toFixed(1),
      (secondsOf(row.cost) / secondsOf(row.alone)).toFixed(2),
    ]),
  );
}

function peopleTable({ one, both: two, cuts, ratio, processorRatio }: PeopleRows): string {
  const row = (name: string, cost: FixedRow['cost']) => [
    name,
    ...(['track', 'listen', 'plan', 'render', 'total'] as const).map((step) =>
      (cost.timings[step] ?? NaN).toFixed(1),
    ),
    cost.processorSeconds.toFixed(1),
    megabytes(cost.peakBytes),
  ];
  const rows = [row('one', one[0]), row('both', two), row('one again', one[1]), row('cuts', cuts)];
  const head = [
    'who speaks',
    'track s',
    'listen s',
    'plan s',
    'render s',
    'total s',
    'processor s',
    'peak memory',
  ];
  return `${table(head, rows)}\nboth over one: ${ratio.toFixed(2)}, of the processor ${processorRatio.toFixed(2)}`;
}

const milliseconds = (seconds: number) => `${Math.round(1000 * seconds)} ms`;

function linesTable({ clip, cost, frame, late, mouth, open }: LinesRow): string {
  return table(
    [
      'clip',
      'late: middle, worst (frame)',
      'mouth r: all, middle, worst',
      'open after (footage)',
      'total s',
      'peak memory',
    ],
    [
      [
        clip,
        `${milliseconds(late.middle)}, ${milliseconds(late.worst)} (${milliseconds(frame)})`,
        [mouth.all, mouth.middle, mouth.worst].map((r) => r.toFixed(2)).join(', '),
        `${percent(open.after)} (${percent(open.footage)})`,
        secondsOf(cost).toFixed(1),
        megabytes(cost.peakBytes),
      ],
    ],
  );
}
