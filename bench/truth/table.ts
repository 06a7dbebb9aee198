import { median } from '../measure/agreement';
import type { Freezes } from '../measure/freezes';
import { table } from '../table';
import type { TruthFigures } from './figures';

/** One video's figures, or those of a row to compare with. */
export type TruthRow = {
  readonly name: string;
  readonly kind: 'grid' | 'free';
  /** What moved the mouth: the true one, the app's ear; or none of the two. */
  readonly by: 'truth' | 'ear' | 'true video' | 'still mouth';
  readonly figures: TruthFigures;
  /** Only where the plan is at hand. */
  readonly freezes?: Freezes;
};

const HEAD = [
  'video',
  'moved by',
  'opening r',
  'best',
  'lag',
  'width r',
  'best',
  'distance',
  'placed',
  'velocity',
  'closed',
  'range',
  'speed',
  'picture r',
  'teeth %',
  'stays %',
  'freeze',
];

const fixed = (value: number | undefined, digits = 2) =>
  value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);
const percent = (value: number | undefined) => fixed(value === undefined ? undefined : 100 * value, 0);

function cells({ name, by, figures: f, freezes }: TruthRow): string[] {
  return [
    ...[name, by, fixed(f.opening.r), fixed(f.opening.best), fixed(f.opening.lag, 0)],
    ...[fixed(f.width.r), fixed(f.width.best), fixed(f.distance)],
    ...[fixed(f.placed), fixed(f.velocity), fixed(f.closed)],
    ...[fixed(f.range), fixed(f.speed), fixed(f.picture), percent(f.teeth)],
    ...[percent(freezes?.stays), fixed(freezes?.longest, 0)],
  ];
}

/** The medians of each kind of video by what moved it, after the videos themselves. */
export function truthTable(rows: readonly TruthRow[]): string {
  const groups = new Map<string, TruthRow[]>();
  for (const row of rows) {
    const key = `${row.kind} ${row.by}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const medians = [...groups.values()].map(middle);
  return `${table(HEAD, rows.map(cells))}\n\n${table(HEAD, medians.map(cells))}`;
}

/** Rows of one group as one, number by number. */
function middle(rows: TruthRow[]): TruthRow {
  const [{ kind, by }] = rows as [TruthRow];
  const of = (read: (row: TruthRow) => number) =>
    median(rows.map(read).filter((value) => !Number.isNaN(value)));
  const lagged = (which: 'opening' | 'width') => ({
    r: of(({ figures }) => figures[which].r),
    best: of(({ figures }) => figures[which].best),
    lag: of(({ figures }) => figures[which].lag),
  });
  const plain = ['distance', 'placed', 'velocity', 'closed', 'range', 'speed', 'picture', 'teeth'] as const;
  const numbers = Object.fromEntries(plain.map((key) => [key, of(({ figures }) => figures[key])]));
  const figures = { opening: lagged('opening'), width: lagged('width'), ...numbers } as TruthFigures;
  const planned = rows.filter(({ freezes }) => freezes);
  return {
    ...{ name: `${kind}, median of ${rows.length}`, kind, by, figures },
    ...(planned.length > 0 && {
      freezes: {
        stays: of(({ freezes }) => freezes?.stays ?? NaN),
        longest: Math.max(...planned.map(({ freezes }) => freezes?.longest ?? 0)),
      },
    }),
  };
}
