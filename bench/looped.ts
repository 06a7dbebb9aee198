import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpeg } from '../scripts/ffmpeg';
import { nameOf, OUT } from './options';

/** Frames a second of the clips that are made. */
const RATE = 25;

/** Makes a file unless an earlier run has; returns its path. */
export function once(name: string, words: readonly string[]): string {
  const path = join(OUT, name);
  if (!existsSync(path)) ffmpeg([...words, path]);
  return path;
}

const fitted = (lines: number, rate = RATE) =>
  `scale='if(gt(iw,ih),-2,${lines})':'if(gt(iw,ih),${lines},-2)',fps=${rate},format=yuv420p`;

/** A file repeated until it lasts `seconds`; its packets are copied unless `how` says otherwise. */
const repeated = (file: string, seconds: number, how: readonly string[] = ['-c', 'copy']) => [
  ...['-stream_loop', '-1', '-i', file, '-t', String(seconds)],
  ...how,
];

/**
 * A clip with so many lines on its short side and `rate` frames a second, in a format that the browser reads by itself,
 * repeated until it lasts `seconds`. One minute is encoded, more is copied from it.
 */
export function madeClip(clip: string, lines: number, seconds: number, rate = RATE): string {
  const made = (length: number) => `${nameOf(clip)}-${lines}p${rate}-${length}s.mp4`;
  const how = ['-vf', fitted(lines, rate), '-c:v', 'libx264', '-preset', 'fast', '-crf', '20', '-c:a', 'aac'];
  if (seconds <= 60) return once(made(seconds), repeated(clip, seconds, how));
  return once(made(seconds), repeated(madeClip(clip, lines, 60, rate), seconds));
}

/** A clip with so many lines on its short side, repeated until its file has `bytes`; 60 Mbit a second. */
export function heavyClip(clip: string, lines: number, bytes: number): string {
  const how = ['-vf', fitted(lines), '-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '60M', '-c:a', 'aac'];
  const short = once(`${nameOf(clip)}-${lines}p-60M.mp4`, repeated(clip, 20, how));
  const gigabytes = (bytes / 1e9).toFixed(1);
  return once(`${nameOf(clip)}-${lines}p-${gigabytes}GB.mp4`, [
    ...['-stream_loop', '-1', '-i', short, '-c', 'copy', '-fs', String(bytes)],
  ]);
}

/** A speech repeated until it lasts `seconds`, as a WAV file. */
export const madeSpeech = (speech: string, seconds: number): string =>
  once(`${nameOf(speech)}-${seconds}s.wav`, repeated(speech, seconds, ['-c:a', 'pcm_s16le']));
