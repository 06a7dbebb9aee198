import { ffmpeg, packetHashes } from '../../scripts/ffmpeg';
import type { TimeRange } from '../../src/engine/core/time-range';

/** How many of a result's packets are the source's, and between which seconds the others lie. */
export type Copied = { readonly share: number; readonly anew: TimeRange; readonly packets: number };

/** Compares two files packet by packet, by their hashes. Throws where one has more packets than the other. */
export function copiedPackets(source: string, result: string, track: 'v' | 'a', seconds: number): Copied {
  const [given, made] = [packetHashes(source, track), packetHashes(result, track)];
  if (given.length !== made.length) throw new Error(`${given.length} packets became ${made.length}`);
  const differs = made.map((packet, i) => packet !== given[i]);
  const at = (packet: number) => (packet / made.length) * seconds;
  return {
    share: differs.filter((other) => !other).length / made.length,
    anew: { from: at(differs.indexOf(true)), to: at(differs.lastIndexOf(true) + 1) },
    packets: made.length,
  };
}

/** Seconds of a momentary measure, and how often there is one (EBU Tech 3341). */
const WINDOW = 0.4;
const STEPS_A_SECOND = 10;
/** Seconds before the first that counts, in which the filters settle. */
const LEAD = 1;

/** Momentary loudness, LUFS, of the 0.4 s that begin at `from` and every tenth of a second after it; by FFmpeg's ebur128. */
export function momentary(path: string, { from, to }: TimeRange): number[] {
  const told = ffmpeg([
    ...['-ss', String(from - LEAD), '-t', String(LEAD + to - from), '-i', path, '-map', '0:a:0', '-af'],
    ...['ebur128=metadata=1,ametadata=print:key=lavfi.r128.M:file=-', '-f', 'null', '-'],
  ]).toString();
  const values = [...told.matchAll(/r128\.M=(\S+)/g)].map(([, value]) => Number(value));
  return values.slice(Math.round((LEAD + WINDOW) * STEPS_A_SECOND) - 1);
}

/** By how much loudness changes at `time`, LU: the 0.4 s after it against those before. */
export function loudnessStep(path: string, time: number): number {
  const values = momentary(path, { from: time - WINDOW, to: time + WINDOW });
  return (values.at(-1) as number) - (values[0] as number);
}

/** Gated loudness of a stretch, LUFS. */
export function loudnessOf(path: string, { from, to }: TimeRange): number {
  const told = ffmpeg([
    ...['-ss', String(from), '-t', String(to - from), '-i', path, '-map', '0:a:0', '-af'],
    ...['ebur128=metadata=1,ametadata=print:key=lavfi.r128.I:file=-', '-f', 'null', '-'],
  ]).toString();
  return Number([...told.matchAll(/r128\.I=(\S+)/g)].at(-1)?.[1]);
}
