import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpeg } from '../../scripts/ffmpeg';
import { startLab } from '../../scripts/lab.js';
import type { FaceTrack } from '../../src/engine/face/track/face-track';
import { smoothFrames } from '../../src/engine/face/track/smooth';
import { quantile } from '../../src/engine/math/statistics';
import { wav } from '../../tests/fixtures/voice';
import { randomFrom } from '../../tests/formats/random';
import { lipsOf } from '../measure/lips';
import { nameOf, type BenchOptions } from '../options';
import { MODEL } from '../quality';
import { table } from '../table';
import { rememberedReaders } from './analyst';
import { WORK } from './pairs';

const RATE = 16_000;
/** Seconds of speech, of what comes after it without a voice, and of speech again. */
const SPOKEN = 2.5;
const VOICELESS = 4;
/** A mouth goes on after a voice and opens before the next; so much at either end does not count, seconds. */
const GOING_ON = { after: 0.6, before: 0.5 };
/** The mouth is open where it opens by more than this share of the footage's range. */
export const CLOSED = 0.15;

/** What is heard where nobody speaks. Levels are of the root mean square, full scale is 1. */
const KINDS = {
  silence: () => new Float32Array(VOICELESS * RATE),
  noise: () => levelled(noise(), 0.003),
  music: () => levelled(music(), 0.05),
} as const;
type Kind = keyof typeof KINDS;

export type SilenceRow = {
  readonly clip: string;
  readonly kind: Kind;
  /** Share of frames whose lips are apart, and the middle opening over the footage's range. */
  readonly open: number;
  readonly opening: number;
  /** The same share of the whole footage, in which the person speaks. */
  readonly footage: number;
};

/**
 * `--silence`: how often lips stand apart where a speech is silent, is only a room's noise or only music, as the older
 * mesh reads it off the finished video.
 */
export async function benchSilence({ clips, speeches }: BenchOptions): Promise<SilenceRow[]> {
  const lab = await startLab({});
  const readers = rememberedReaders(lab);
  const rows: SilenceRow[] = [];
  try {
    for (const clip of clips) {
      const openings = openingsOf(await readers.referenceTrack(clip)).map(({ opening }) => opening);
      const rest = quantile(openings, 0.05);
      const range = quantile(openings, 0.95) - rest;
      const isOpen = (opening: number) => opening > rest + CLOSED * range;
      const share = (values: readonly number[]) => values.filter(isOpen).length / values.length;
      for (const kind of Object.keys(KINDS) as Kind[]) {
        console.error(`${nameOf(clip)}, ${kind} …`);
        const name = `${nameOf(clip)}-${kind}`;
        const speech = voiceless(speeches[0] as string, KINDS[kind](), name);
        const out = join(WORK, `${name}.mp4`);
        await lab.dub(clip, speech, out, { settings: { label: 'off' } });
        const [from, to] = [SPOKEN + GOING_ON.after, SPOKEN + VOICELESS - GOING_ON.before];
        const quiet = openingsOf(await readers.referenceTrack(out))
          .filter(({ time }) => time >= from && time < to)
          .map(({ opening }) => opening);
        const opening = (quantile(quiet, 0.5) - rest) / range;
        rows.push({ clip: nameOf(clip), kind, open: share(quiet), opening, footage: share(openings) });
      }
    }
  } finally {
    await lab.close();
  }
  const percent = (value: number) => `${(100 * value).toFixed(0)} %`;
  console.log(
    table(
      ['clip', 'without a voice', 'open', 'middle opening ÷ range', 'open in the footage'],
      rows.map(({ clip, kind, open, opening, footage }) => [
        ...[clip, kind, percent(open), opening.toFixed(2), percent(footage)],
      ]),
    ),
  );
  return rows;
}

/** The gap between the inner lips of every frame with a face, eye distances, and the frame's time. */
export function openingsOf(track: FaceTrack): { readonly time: number; readonly opening: number }[] {
  const { present, openings } = lipsOf(smoothFrames(track), MODEL.reference);
  return [...present].flatMap((here, frame) =>
    here ? [{ time: track.times[frame] as number, opening: openings[frame] as number }] : [],
  );
}

/** The beginning of a speech, `between`, and the beginning again; the path of a WAV file. */
function voiceless(speech: string, between: Float32Array, name: string): string {
  const raw = ffmpeg([
    ...['-i', speech, '-t', String(SPOKEN), '-ac', '1', '-ar', String(RATE), '-f', 'f32le', '-'],
  ]);
  const spoken = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
  const all = new Float32Array(2 * spoken.length + between.length);
  all.set(spoken);
  all.set(between, spoken.length);
  all.set(spoken, spoken.length + between.length);
  const path = join(WORK, `${name}.wav`);
  writeFileSync(path, wav(all, RATE));
  return path;
}

function levelled(sound: Float32Array, level: number): Float32Array {
  const now = Math.sqrt(sound.reduce((sum, value) => sum + value * value, 0) / sound.length);
  return sound.map((value) => (value * level) / now);
}

/** Noise that falls by about 6 dB an octave from 150 Hz on, as of a fan. */
function noise(): Float32Array {
  const random = randomFrom(1);
  let last = 0;
  return Float32Array.from({ length: VOICELESS * RATE }, () => (last += 0.06 * (2 * random() - 1 - last)));
}

/** Chords of plucked strings with a beat below, two a second. */
function music(): Float32Array {
  const chords = [
    [220, 277.2, 329.6],
    [146.8, 185, 220],
    [164.8, 207.7, 246.9],
  ];
  return Float32Array.from({ length: VOICELESS * RATE }, (_, i) => {
    const time = i / RATE;
    const beat = Math.floor(2 * time);
    const since = time - beat / 2;
    const strings = (chords[beat % chords.length] as number[]).map((hertz) =>
      [1, 2, 3, 4].reduce((sum, k) => sum + Math.sin(2 * Math.PI * k * hertz * time) / k ** 1.5, 0),
    );
    const drum = Math.sin(2 * Math.PI * 70 * since) * Math.exp(-20 * since);
    return Math.exp(-4 * since) * strings.reduce((sum, value) => sum + value, 0) + 2 * drum;
  });
}
