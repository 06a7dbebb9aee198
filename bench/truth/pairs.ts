import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpeg, videoOf } from '../../scripts/ffmpeg';
import { nameOf, OUT, shared } from '../options';

/** Footage of a person, and other footage of them whose mouth and words are to be had from the first. */
export type Pair = {
  readonly name: string;
  /** `grid`: short commands, read. `free`: somebody addressing an audience. */
  readonly kind: 'grid' | 'free';
  readonly footage: string;
  readonly truth: string;
};

/** GRID speakers on whom the mouth model was never trained. */
export const HELD_OUT = ['s3', 's5', 's31', 's34'];
/**
 * Clips of theirs whose own sound lies behind the picture (0.29 and 0.40 s, by a line that was fitted on other speakers):
 * neither a truth nor footage to learn a mouth from.
 */
const OUT_OF_STEP = new Set(['s34/bbaczs.mp4', 's34/bbao8s.mp4']);
/** Clips of 3 s that are joined to footage long enough to borrow from. */
const JOINED = 5;
/** Free speech of which both halves are long enough, in folders of `../shared`. */
const FREE = [
  'training/hdtf/stevedaines0',
  'training/hdtf/radio21-a',
  'training/hdtf/katiehill-000',
  'clips/hdtf-markey-512',
  'clips/hdtf-menendez-512',
  'training/hdtf/sambrownback',
  'training/hdtf/debbiestabenow1',
  'training/hdtf/chrisvanhollen1',
  'training/hdtf/tedlieu',
];
/** Seconds that are used of a free clip's halves: to borrow from, and to be said again. */
const MOST = { footage: 20, truth: 10 };
/** How many videos of each speaker, and of free speech, the quick mode takes. */
const QUICK = { grid: [2, 1, 2, 1], free: 3 };
/** And the whole. */
const WHOLE = { grid: [4, 4, 4, 4], free: FREE.length };

/** Where the footage that is cut and joined lies. */
export const WORK = join(OUT, 'truth');

/** What is encoded anew for a measure keeps what can be seen. */
const CODED = ['-c:v', 'libx264', '-crf', '14', '-preset', 'veryfast', '-c:a', 'aac', '-b:a', '192k'];

/**
 * The pairs of the table, or those of them whose names begin with one of `names`; their files are made where they are
 * not there yet.
 */
export function truthPairs(quick: boolean, names: readonly string[] = []): Pair[] {
  mkdirSync(WORK, { recursive: true });
  const { grid, free } = quick ? QUICK : WHOLE;
  const wanted = (name: string) => names.length === 0 || names.some((start) => name.startsWith(start));
  return [
    ...HELD_OUT.flatMap((speaker, i) => gridPairs(speaker, grid[i] as number)).filter(({ name }) =>
      wanted(name),
    ),
    ...FREE.slice(0, free)
      .filter((path) => wanted(nameOf(path)))
      .map(halves),
  ];
}

/** Some clips of a speaker joined to footage, and others, whose words are said by it. */
function gridPairs(speaker: string, count: number): Pair[] {
  const folder = shared(`training/grid/${speaker}`);
  const clips = readdirSync(folder)
    .filter((clip) => !OUT_OF_STEP.has(`${speaker}/${clip}`))
    .sort();
  const truths = clips.slice(0, count).map((clip) => join(folder, clip));
  const joined = clips.slice(-JOINED).map((clip) => join(folder, clip));
  const footage = join(WORK, `${speaker}-footage.mp4`);
  if (!existsSync(footage)) {
    const inputs = joined.flatMap((clip) => ['-i', clip]);
    // Sound that is longer than its picture would put the next clip off the frames' grid, by repeated frames.
    const fitted = joined.map((clip, i) => `[${i}:a]apad,atrim=0:${videoOf(clip).duration}[a${i}]`).join(';');
    const streams = joined.map((_, i) => `[${i}:v][a${i}]`).join('');
    const filter = `${fitted};${streams}concat=n=${joined.length}:v=1:a=1[v][a]`;
    ffmpeg([...inputs, '-filter_complex', filter, '-map', '[v]', '-map', '[a]', ...CODED, footage]);
  }
  return truths.map((truth) => ({ name: `${speaker}-${nameOf(truth)}`, kind: 'grid', footage, truth }));
}

/** A clip cut in the middle; of a long one no more than is needed. */
function halves(path: string): Pair {
  const clip = shared(`${path}.mp4`);
  const name = nameOf(clip);
  const [footage, truth] = [join(WORK, `${name}-1.mp4`), join(WORK, `${name}-2.mp4`)];
  if (!existsSync(truth)) {
    const middle = Math.round((videoOf(clip).duration / 2) * 25) / 25;
    ffmpeg(['-i', clip, '-t', String(Math.min(middle, MOST.footage)), ...CODED, footage]);
    ffmpeg(['-ss', String(middle), '-i', clip, '-t', String(MOST.truth), ...CODED, truth]);
  }
  return { name, kind: 'free', footage, truth };
}
