import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpeg } from '../../scripts/ffmpeg';
import { makeMaster } from './master';
import { randomFrom } from './random';

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '23', '-pix_fmt', 'yuv420p'];
/** What is damaged: a file for each demuxer. */
export const WHOLE = {
  mp4: [...x264, '-c:a', 'aac', '-movflags', '+faststart'],
  webm: ['-c:v', 'libvpx', '-b:v', '500k', '-deadline', 'realtime', '-c:a', 'libopus'],
  avi: ['-c:v', 'mpeg4', '-q:v', '5', '-c:a', 'libmp3lame'],
  ts: [...x264, '-c:a', 'aac'],
} as const;
export const KINDS = Object.keys(WHOLE) as (keyof typeof WHOLE)[];

export function wholeFiles(folder: string): Record<keyof typeof WHOLE, Buffer> {
  const master = makeMaster(folder);
  const read = (kind: keyof typeof WHOLE) => {
    const path = join(folder, `whole.${kind}`);
    ffmpeg(['-i', master, '-t', '0.8', ...WHOLE[kind], path]);
    return [kind, readFileSync(path)] as const;
  };
  return Object.fromEntries(KINDS.map(read)) as Record<keyof typeof WHOLE, Buffer>;
}

/** A copy with 1 to 32 random bytes in random places, half of them near the beginning, where the headers are. */
export function flipped(whole: Buffer, random: () => number): Buffer {
  const copy = Buffer.from(whole);
  const count = 2 ** Math.floor(6 * random());
  for (let i = 0; i < count; i++) {
    const reach = random() < 0.5 ? Math.min(2000, copy.length) : copy.length;
    copy[Math.floor(reach * random())] = Math.floor(256 * random());
  }
  return copy;
}

/** The first part of `whole` files, cut off at `count` places, by name. */
export function cutFiles(whole: ReturnType<typeof wholeFiles>, count: number): Map<string, Buffer> {
  const cut = (_: unknown, i: number): [string, Buffer] => {
    const kind = KINDS[i % KINDS.length]!;
    const length = Math.floor((whole[kind].length * (i + 0.5)) / count);
    return [`cut-${i}-.${kind}`, whole[kind].subarray(0, length)];
  };
  return new Map(Array.from({ length: count }, cut));
}

/** `count` files in which bytes are wrong, by name; the same every time. */
export function damagedFiles(whole: ReturnType<typeof wholeFiles>, count: number): Map<string, Buffer> {
  const random = randomFrom(20260101);
  const damage = (_: unknown, i: number): [string, Buffer] => {
    const kind = KINDS[i % KINDS.length]!;
    return [`wrong-${i}-.${kind}`, flipped(whole[kind], random)];
  };
  return new Map(Array.from({ length: count }, damage));
}
