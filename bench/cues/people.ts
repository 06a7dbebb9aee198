import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpeg } from '../../scripts/ffmpeg';
import type { ScriptFile } from '../../src/engine/script/script';
import { once, madeSpeech } from '../looped';
import { measureDub, type Cost } from '../measure-dub';
import { OUT, shared } from '../options';

const SECONDS = 20;
const FPS = 25;
/** Seconds of each shot of the interview of cuts. */
const SHOT = 4;
/** Who is seen: beside one another, or in turn. */
const CLIPS = ['clips/hdtf-markey-512.mp4', 'clips/hdtf-menendez-512.mp4'].map(shared);
const SPEECHES = ['speech/en-radio.wav', 'speech/zh-news.wav'].map(shared);
const TILES = 10;

export type PeopleRows = {
  /** The same video in which one speaks, both do, and one does again. */
  readonly one: readonly [Cost, Cost];
  readonly both: Cost;
  readonly cuts: Cost;
  /** Time of both over the mean of one's, and the same of the processor's, which other work changes less. */
  readonly ratio: number;
  readonly processorRatio: number;
};

/** What two people cost beside one, 20 s in which both speak; and an interview of cuts, to be looked at. */
export async function measurePeople(url: string): Promise<PeopleRows> {
  const inputs = CLIPS.flatMap((clip) => ['-stream_loop', '-1', '-i', clip]);
  const coded = ['-t', `${SECONDS}`, '-c:v', 'libx264', '-preset', 'fast', '-crf', '18', '-c:a', 'aac'];
  const beside = once('people-beside.mp4', [
    ...inputs,
    ...[
      '-filter_complex',
      `[0:v][1:v]hstack,fps=${FPS},format=yuv420p[v]`,
      '-map',
      '[v]',
      '-map',
      '0:a',
      ...coded,
    ],
  ]);
  const turn = `if(lt(mod(t,${2 * SHOT}),${SHOT}),1,0)`;
  const overlay = `[1:v][0:v]overlay=enable='${turn}',fps=${FPS},format=yuv420p[v]`;
  const cut = once('people-cuts.mp4', [
    ...inputs,
    ...['-filter_complex', overlay, '-map', '[v]', '-map', '0:a', ...coded],
  ]);
  const speeches = SPEECHES.map((speech) => madeSpeech(speech, SECONDS));
  const all = (face: number) => ({ ...span(0, SECONDS), ...said(speeches, face, 0, SECONDS), face });
  const dub = (name: string, video: string, cues: ScriptFile['cues']) =>
    measureScript(url, `people-${name}`, video, speeches, cues);
  const first = await dub('one', beside, [all(1)]);
  const both = await dub('both', beside, [all(1), all(2)]);
  const second = await dub('one', beside, [all(1)]);
  const shots = Array.from({ length: SECONDS / SHOT }, (_, i) => {
    const [from, to, face] = [i * SHOT, (i + 1) * SHOT, (i % 2) + 1];
    return { ...span(from, to), ...said(speeches, face, from, to), face };
  });
  const cuts = await dub('cut', cut, shots);
  const over = (seconds: (cost: Cost) => number) => (2 * seconds(both)) / (seconds(first) + seconds(second));
  return {
    ...{ one: [first, second], both, cuts },
    ratio: over(({ timings }) => timings.total ?? NaN),
    processorRatio: over(({ processorSeconds }) => processorSeconds),
  };
}

const span = (start: number, end: number) => ({ start, end, fit: 'as-is' as const });
const said = (speeches: readonly string[], face: number, from: number, to: number) => ({
  speech: { file: speeches[face - 1] as string, from, to },
});

async function measureScript(
  url: string,
  name: string,
  video: string,
  speeches: readonly string[],
  cues: ScriptFile['cues'],
): Promise<Cost> {
  const [sheet, out] = [join(OUT, `${name}.json`), join(OUT, `${name}.mp4`)];
  writeFileSync(sheet, JSON.stringify({ cues }));
  const used = speeches.filter((file) => cues.some(({ speech }) => speech.file === file));
  const [speech = ''] = used;
  console.error(`${name} …`);
  const cost = await measureDub(url, { video, speech, lines: { sheet, speeches: used, along: false }, out });
  const tiles = `fps=${TILES / SECONDS},scale=480:-2,tile=2x${TILES / 2}:padding=2`;
  ffmpeg(['-i', out, '-vf', tiles, '-frames:v', '1', join(OUT, `${name}.png`)]);
  return cost;
}
