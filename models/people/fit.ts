/**
 * Makes the table by which faces are told apart, `src/engine/face/people/appearance.json`, and says how well it does so with
 * people it was not made from:
 *
 *   node --import tsx models/people/fit.ts FOLDER...
 *
 * Each folder holds the videos of one person; a video beside them is of a person of its own.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLab } from '../../scripts/lab';
import { APPEARANCE_SIZE, KINDS, TONE, likeness } from '../../src/engine/face/people/likeness';

const TABLE = new URL('../../src/engine/face/people/appearance.json', import.meta.url);
/** Every so many frames are looked at, at most so many of a video, and so many videos of a person. */
const EVERY = 12;
const MOST = 40;
const VIDEOS = 3;
/** So much of a kind's mean variance is added to each: what hardly varied in few videos is not to count for all. */
const FLOOR = 0.1;
/** From so many looks on a colour that the whole picture takes on is the light's, as in `gatherPieces`. */
const FEW = 10;

type Clip = { readonly person: string; readonly looks: Float32Array[] };
type Table = { readonly usual: Float32Array; readonly spread: Float32Array };

/** Videos by person. */
function videosIn(folders: readonly string[]): [person: string, path: string][] {
  return folders.flatMap((folder) => {
    if (!statSync(folder).isDirectory()) return [[folder, folder] as [string, string]];
    const names = readdirSync(folder)
      .filter((name) => name.endsWith('.mp4'))
      .sort();
    return names
      .filter((_, i) => i % 6 === 0)
      .slice(0, VIDEOS)
      .map((name) => [folder, join(folder, name)] as [string, string]);
  });
}

const meanOf = (looks: readonly Float32Array[]): Float32Array =>
  Float32Array.from(
    { length: APPEARANCE_SIZE },
    (_, i) => looks.reduce((sum, look) => sum + (look[i] as number), 0) / looks.length,
  );

/** `usual`: the mean of the people. `spread`: how much one person's looks differ from their own mean. */
function fit(clips: readonly Clip[]): Table {
  const people = [...Map.groupBy(clips, ({ person }) => person).values()].map((own) =>
    own.flatMap(({ looks }) => looks),
  );
  const means = people.map(meanOf);
  const variance = new Float32Array(APPEARANCE_SIZE);
  const count = people.reduce((sum, looks) => sum + looks.length, 0);
  people.forEach((looks, p) => {
    for (const look of looks)
      look.forEach((value, i) => (variance[i]! += (value - (means[p]?.[i] as number)) ** 2 / count));
  });
  const spread = new Float32Array(APPEARANCE_SIZE);
  for (const [from, to] of KINDS) {
    const floor = (FLOOR * variance.subarray(from, to).reduce((sum, value) => sum + value, 0)) / (to - from);
    for (let i = from; i < to; i++) spread[i] = Math.sqrt((variance[i] as number) + floor);
  }
  return { usual: meanOf(means), spread };
}

/** Likenesses of pieces of so many looks: of one video, of one person in two, and of two people. */
function compare(clips: readonly Clip[], { usual, spread }: Table, looks: number, acrossLight: boolean) {
  const pieces = clips.flatMap((clip) =>
    Array.from({ length: Math.floor(clip.looks.length / looks) }, (_, piece) => ({
      clip,
      mean: meanOf(clip.looks.slice(piece * looks, (piece + 1) * looks)).map(
        (value, i) => (value - (usual[i] as number)) / (spread[i] || 1),
      ),
    })),
  );
  const found = { video: [] as number[], person: [] as number[], others: [] as number[] };
  pieces.forEach((a, i) => {
    for (const b of pieces.slice(0, i)) {
      const kind = a.clip === b.clip ? 'video' : a.clip.person === b.clip.person ? 'person' : 'others';
      found[kind].push(likeness(a.mean, b.mean, acrossLight));
    }
  });
  return found;
}

const share = (values: readonly number[], test: (value: number) => boolean) =>
  `${((100 * values.filter(test).length) / Math.max(1, values.length)).toFixed(1)} % of ${values.length}`;

async function main(): Promise<void> {
  const lab = await startLab();
  const clips: Clip[] = [];
  try {
    for (const [person, path] of videosIn(process.argv.slice(2))) {
      const all = await lab.appearances(path, EVERY, MOST);
      const looks = Array.from({ length: all.length / APPEARANCE_SIZE }, (_, i) =>
        all.slice(i * APPEARANCE_SIZE, (i + 1) * APPEARANCE_SIZE),
      );
      if (looks.length > 0) clips.push({ person, looks });
    }
  } finally {
    await lab.close();
  }
  const people = [...new Set(clips.map(({ person }) => person))];
  const isIn = (half: number) => (clip: Clip) => people.indexOf(clip.person) % 2 === half;
  for (const looks of [1, 3, 5, FEW]) {
    const [a, b] = [0, 1].map((half) =>
      compare(clips.filter(isIn(half)), fit(clips.filter(isIn(1 - half))), looks, looks >= FEW),
    ) as [ReturnType<typeof compare>, ReturnType<typeof compare>];
    for (const least of [0.45, 0.55, 0.62]) {
      const missed = (['video', 'person'] as const).map((kind) =>
        share([...a[kind], ...b[kind]], (value) => value < least),
      );
      const mixed = share([...a.others, ...b.others], (value) => value >= least);
      console.log(
        `${looks} looks, ${least}: missed in a video ${missed[0]}, across videos ${missed[1]}, mixed up ${mixed}`,
      );
    }
  }
  const { points } = JSON.parse(readFileSync(TABLE, 'utf8')) as { points: number[] };
  const { usual, spread } = fit(clips);
  const short = (values: Float32Array) =>
    Array.from(values.subarray(0, TONE), (value) => Number(value.toPrecision(4)));
  writeFileSync(TABLE, `${JSON.stringify({ points, usual: short(usual), spread: short(spread) })}\n`);
}

await main();
