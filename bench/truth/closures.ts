import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLab } from '../../scripts/lab.js';
import type { FaceTrack } from '../../src/engine/face/track/face-track';
import { smoothFrames } from '../../src/engine/face/track/smooth';
import { scoreClosures, type Closures, type Labels, type SpokenMouth } from '../measure/closures';
import { lipsOf } from '../measure/lips';
import { nameOf, type BenchOptions } from '../options';
import { MODEL } from '../quality';
import { table } from '../table';
import { rememberedReaders } from './analyst';
import { WORK } from './pairs';

export type ClosuresRow = Closures & { readonly clip: string };

/**
 * `--closures`: whether the lips of finished videos are shut at p, b and m, in seven languages, where the phonemes'
 * times are known because the speech was synthesised. As the older mesh reads it off the video.
 */
export async function benchClosures({ clips, files, mouth }: BenchOptions): Promise<ClosuresRow[]> {
  const [folder] = files;
  if (folder === undefined)
    throw new TypeError('--closures takes a folder that models/mouth/speak.py wrote.');
  const labels = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')) as Labels;
  const lab = await startLab(mouth === undefined ? {} : { mouth });
  const readers = rememberedReaders(lab);
  const rows: ClosuresRow[] = [];
  try {
    for (const clip of clips) {
      console.error(`${nameOf(clip)} …`);
      const out = join(WORK, `${nameOf(clip)}-closures.mp4`);
      await lab.dub(clip, join(folder, 'speech.wav'), out, { settings: { label: 'off' } });
      const scored = scoreClosures(labels, mouthOf(await readers.referenceTrack(out)));
      rows.push(...scored.map((row) => ({ clip: nameOf(clip), ...row })));
    }
  } finally {
    await lab.close();
  }
  console.log(closuresTable(rows));
  return rows;
}

function closuresTable(rows: readonly ClosuresRow[]): string {
  const fixed = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(2));
  return table(
    [
      ...['clip', 'language', 'p b m against vowels', 'against other consonants', 'by sounds'],
      ...['f v against vowels', 'rounded against spread'],
    ],
    rows.map(({ clip, language, vowels, consonants, sounds, labiodental, rounded }) => [
      ...[clip, language, ...[vowels, consonants, sounds, labiodental, rounded].map(fixed)],
    ]),
  );
}

/** Openings and widths of the frames with a face, and the middles of these frames, seconds. */
function mouthOf(track: FaceTrack): SpokenMouth {
  const { present, openings, widths } = lipsOf(smoothFrames(track), MODEL.reference);
  const here = (_: number, frame: number) => present[frame] === 1;
  const last = track.times.length - 1;
  const frame = last > 0 ? ((track.times[last] as number) - (track.times[0] as number)) / last : 0;
  return {
    times: track.times.map((time) => time + frame / 2).filter(here),
    openings: openings.filter(here),
    widths: widths.filter(here),
  };
}
