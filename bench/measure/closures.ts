import { rocArea } from './against-truth';
import { at, type Series } from './agreement';

/** What `models/mouth/speak.py` says of its speech: a kind of phoneme for each row. */
export type Labels = {
  /** Rows a second; row r is centred on (r + 0.5) / rate seconds. */
  readonly rate: number;
  readonly label: readonly number[];
  readonly languages: readonly { readonly name: string; readonly begin: number; readonly end: number }[];
};

/** Openings and widths of the frames with a face, eye distances, and the middles of these frames, seconds. */
export type SpokenMouth = {
  readonly times: Float64Array;
  readonly openings: Float32Array;
  readonly widths: Float32Array;
};

/** Areas under ROC curves (0.5 is chance); NaN where a language has hardly any of these sounds. */
export type Closures = {
  readonly language: string;
  /** p b m told from vowels and from other consonants by the opening, moment by moment. */
  readonly vowels: number;
  readonly consonants: number;
  /** p b m told from vowels by the least opening within each sound: a closure may be shorter than a frame. */
  readonly sounds: number;
  /** f v told from vowels by the opening, and rounded from spread vowels by the width. */
  readonly labiodental: number;
  readonly rounded: number;
};

/** Kinds of phonemes (`models/mouth/synthetic.py`). */
const LABIAL = 1;
const VOWELS = [2, 3, 4, 5];
const [SPREAD, ROUNDED, LABIODENTAL, LINGUAL] = [4, 5, 6, 8];

/** Of fewer sounds no figure is given. */
const FEWEST = 5;

/** Whether a mouth shows which sounds are said: for each language, and for all of them. */
export function scoreClosures({ rate, label, languages }: Labels, mouth: SpokenMouth): Closures[] {
  const all = { name: 'all', begin: 0, end: Infinity };
  const [openings, widths] = [even(mouth.times, mouth.openings), even(mouth.times, mouth.widths)];
  return [...languages, all].map(({ name, begin, end }) => {
    const rows = [...label.keys()].filter((row) => row >= begin * rate && row < end * rate);
    const isOf = (kinds: readonly number[]) => (row: number) => kinds.includes(label[row] as number);
    const read = (series: Series) => (row: number) => at(series, (row + 0.5) / rate);
    const soundsOf = (kinds: readonly number[]) => stretches(rows, isOf(kinds));
    const told = (
      [marked, others]: readonly [readonly number[], readonly number[]],
      values: (sounds: readonly number[][]) => number[],
    ) => {
      const [a, b] = [soundsOf(marked), soundsOf(others)];
      return Math.min(a.length, b.length) < FEWEST ? NaN : toldApart(values(a), values(b));
    };
    const moments = (series: Series, marked: readonly number[], others: readonly number[]) =>
      told([marked, others], (sounds) => sounds.flat().map(read(series)));
    const least = (sounds: readonly number[][]) =>
      sounds.map((sound) => Math.min(...sound.map(read(openings))));
    return {
      language: name,
      vowels: moments(openings, [LABIAL], VOWELS),
      consonants: moments(openings, [LABIAL], [LINGUAL]),
      sounds: told([[LABIAL], VOWELS], least),
      labiodental: moments(openings, [LABIODENTAL], VOWELS),
      rounded: moments(widths, [ROUNDED], [SPREAD]),
    };
  });
}

/** How surely the smaller values are the marked ones. */
const toldApart = (marked: readonly number[], others: readonly number[]): number =>
  rocArea([...marked, ...others], [...marked.map(() => true), ...others.map(() => false)]);

/** Rows that follow one another and are of a kind. */
function stretches(rows: readonly number[], isOne: (row: number) => boolean): number[][] {
  const found: number[][] = [];
  for (const row of rows) {
    if (!isOne(row)) continue;
    const last = found.at(-1);
    if (last?.at(-1) === row - 1) last.push(row);
    else found.push([row]);
  }
  return found;
}

/** Samples a second of the even grid that frames are brought to. */
const GRID = 200;

function even(times: Float64Array, values: Float32Array): Series {
  const last = times.at(-1) ?? 0;
  let frame = 0;
  const sampled = Float32Array.from({ length: Math.ceil(last * GRID) }, (_, i) => {
    const time = i / GRID;
    while (frame < times.length - 2 && (times[frame + 1] as number) < time) frame++;
    const [a, b] = [times[frame] as number, times[frame + 1] as number];
    const part = Math.min(1, Math.max(0, (time - a) / (b - a)));
    return (1 - part) * (values[frame] as number) + part * (values[frame + 1] as number);
  });
  return { values: sampled, rate: GRID };
}
