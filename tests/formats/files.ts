import { readFileSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { ffmpeg } from '../../scripts/ffmpeg';
import { turnedClockwise } from '../fixtures/make';
import { voice, wav } from '../fixtures/voice';
import type { Case } from './cases';
import { FRAMES, makeMaster, RATE } from './master';

/** Writes the files of some cases. Their names differ before the dot: batches are paired by that. */
export function writeCases(cases: readonly Case[], folder: string): ReadonlyMap<Case, string> {
  const master = makeMaster(folder);
  const written = cases.map((one): [Case, string] => {
    const { name, ext } = parse(one.file);
    const path = join(folder, `x-${name}-${ext.slice(1)}${ext}`);
    ffmpeg(['-i', master, ...one.args, path]);
    if (one.turn) writeFileSync(path, turnedClockwise(readFileSync(path), one.turn));
    return [one, path];
  });
  return new Map(written);
}

/** A second of AMR-NB at 12.2 kb/s (RFC 4867, 5), which FFmpeg reads and does not write: what its bits say is noise. */
export function amrNoise(): Buffer {
  const frame = (_: unknown, number: number) =>
    Buffer.from([0x3c, ...Array.from({ length: 31 }, (__, i) => (i * 37 + number * 101 + 11) & 0xff)]);
  return Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: 50 }, frame)]);
}

/** A speech as long as the master and so quiet that what is heard of the video stands out, as a WAV file. */
export function quietSpeech(): Buffer {
  const rate = 48_000;
  return wav(
    voice(FRAMES / RATE, rate).map((value) => 0.02 * value),
    rate,
  );
}
