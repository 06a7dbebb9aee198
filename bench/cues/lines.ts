import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpeg, monoSamples, videoOf } from '../../scripts/ffmpeg';
import type { Lab } from '../../scripts/lab.js';
import { correlation, quantile } from '../../src/engine/math/statistics';
import { writeSrt } from '../../src/engine/script/subtitles';
import { madeClip } from '../looped';
import { at, median } from '../measure/agreement';
import { askedOpening, openings } from '../measure/opening';
import { measureDub, type Cost } from '../measure-dub';
import { nameOf, OUT } from '../options';
import { MODEL } from '../quality';
import { CLOSED, openingsOf } from '../truth/silence';

const COUNT = 60;
/** A line every so many seconds, which lasts so long and says so much. */
const EVERY = 5;
const LASTS = 4;
const SAID = [2.2, 2.7, 3.2] as const;
const BEGINS = 0.7;
const RATE = 16_000;
/** A line's sound is looked for so many seconds around its time, by every fourth sample of it. */
const REACH = 0.2;
const STRIDE = 4;
/** Part of the result whose mouths are measured, seconds. */
const SEEN = { from: 120, to: 145 };
/** A mouth goes on so long after what it says, seconds. */
const GOING_ON = 0.4;

export type LinesRow = {
  readonly clip: string;
  readonly cost: Cost;
  readonly frame: number;
  /** Seconds by which lines are heard later than they should be: the middle and the worst. */
  readonly late: { readonly middle: number; readonly worst: number };
  /** Agreement of mouth and speech within lines: all of them, the middle one and the worst. */
  readonly mouth: { readonly all: number; readonly middle: number; readonly worst: number };
  /** Share of open frames where a line's speech is over and the line is not, and in the footage. */
  readonly open: { readonly after: number; readonly footage: number };
};

/** Sixty lines of subtitles over five minutes, cut out of recordings of several languages. */
export async function measureLines(
  url: string,
  clip: string,
  speeches: readonly string[],
  lab: Pick<Lab, 'track' | 'listen' | 'referenceTrack'>,
): Promise<LinesRow> {
  const { width, height, fps } = videoOf(clip);
  const video = madeClip(clip, Math.min(720, width, height), COUNT * EVERY, Math.round(fps));
  const folder = join(OUT, 'lines');
  mkdirSync(folder, { recursive: true });
  const lines = Array.from({ length: COUNT }, (_, i) => {
    const start = EVERY * i + BEGINS;
    const said = SAID[i % SAID.length] as number;
    const file = join(folder, `${i + 1}.wav`);
    const from = 0.5 * (Math.floor(i / speeches.length) % 4);
    const speech = speeches[i % speeches.length] as string;
    ffmpeg(['-ss', `${from}`, '-t', `${said}`, '-i', speech, '-ac', '1', '-ar', `${RATE}`, file]);
    return { start, end: start + LASTS, said, file, text: `Line ${i + 1}. 第${i + 1}句。` };
  });
  const [sheet, out] = [join(folder, 'lines.srt'), join(OUT, `lines-${nameOf(clip)}.mp4`)];
  writeFileSync(sheet, writeSrt(lines));
  const files = lines.map(({ file }) => file);
  const given = { sheet, speeches: files, along: false, fit: 'as-is', track: true } as const;
  const cost = await measureDub(url, { video, speech: files[0] as string, lines: given, out });
  const sound = monoSamples(out, RATE);
  const late = lines.map(({ start, file }) => lateness(sound, monoSamples(file, RATE), start));
  return {
    ...{ clip: nameOf(clip), cost, frame: 1 / fps },
    late: { middle: median(late), worst: Math.max(...late.map(Math.abs)) },
    ...(await mouths(clip, out, lines, Math.round(fps), lab)),
  };
}

/** By how many seconds a recording is heard later than at `start`, where the two are most alike. */
function lateness(sound: Float32Array, piece: Float32Array, start: number): number {
  const from = Math.round(start * RATE);
  const reach = REACH * RATE;
  let [best, most] = [0, -Infinity];
  for (let lag = -reach; lag <= reach; lag++) {
    let sum = 0;
    for (let i = 0; i < piece.length; i += STRIDE) sum += (piece[i] as number) * (sound[from + lag + i] ?? 0);
    if (sum > most) [best, most] = [lag, sum];
  }
  return best / RATE;
}

type Line = { readonly start: number; readonly end: number; readonly said: number };

async function mouths(
  clip: string,
  out: string,
  lines: readonly Line[],
  fps: number,
  lab: Pick<Lab, 'track' | 'listen' | 'referenceTrack'>,
): Promise<Pick<LinesRow, 'mouth' | 'open'>> {
  const seen = join(OUT, 'lines-seen.mp4');
  const coded = ['-c:v', 'libx264', '-crf', '12', '-preset', 'veryfast', '-c:a', 'aac', '-b:a', '192k'];
  const { from, to } = SEEN;
  ffmpeg(['-ss', `${from - 0.5 / fps}`, '-t', `${to - from}`, '-i', out, ...coded, seen]);
  const track = await lab.referenceTrack(seen);
  const asked = askedOpening(await lab.listen(seen), MODEL, track);
  const { values, times } = openings(track, MODEL, fps);
  const within = lines
    .filter(({ start, end }) => start >= from && end <= to)
    .map((line) => ({ ...line, start: line.start - from, end: line.end - from }));
  const spoken = (line: Line) =>
    times.flatMap((time, i) => (time >= line.start && time < line.start + line.said ? [i] : []));
  const agreed = (frames: readonly number[]) =>
    correlation(
      frames.map((i) => values[i] as number),
      frames.map((i) => at(asked, times[i] as number)),
    );
  const each = within.map((line) => agreed(spoken(line)));
  const footage = openingsOf(await lab.referenceTrack(clip)).map(({ opening }) => opening);
  const rest = quantile(footage, 0.05);
  const range = quantile(footage, 0.95) - rest;
  const share = (all: readonly number[]) =>
    all.filter((opening) => opening > rest + CLOSED * range).length / all.length;
  const after = openingsOf(track).filter(({ time }) =>
    within.some(({ start, said, end }) => time >= start + said + GOING_ON && time < end - GOING_ON),
  );
  return {
    mouth: { all: agreed(within.flatMap(spoken)), middle: median(each), worst: Math.min(...each) },
    open: { after: share(after.map(({ opening }) => opening)), footage: share(footage) },
  };
}
