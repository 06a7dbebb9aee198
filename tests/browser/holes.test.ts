import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ffmpeg } from '../../scripts/ffmpeg';
import { difference } from '../formats/measure';
import { drawNumber } from '../fixtures/frame-number';
import { voice, wav } from '../fixtures/voice';
import { useLab } from './use-lab';

const [FPS, SECONDS, WIDTH, HEIGHT, RATE] = [25, 5, 128, 64, 16_000];
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '20', '-pix_fmt', 'yuv420p', '-bf', '0'];
/** Nothing was recorded between these, seconds. */
const HOLE = [1.2, 2.6] as const;

const test = useLab();
const at = test.scratch;

beforeAll(() => {
  const pictures = Array.from({ length: SECONDS * FPS }, (_, frame) => {
    const picture = new Uint8Array(WIDTH * HEIGHT * 3).fill(90);
    drawNumber(picture, WIDTH, frame);
    return picture;
  });
  writeFileSync(at('voice.wav'), wav(voice(SECONDS, 48_000), 48_000));
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${WIDTH}x${HEIGHT}`, '-r', `${FPS}`, '-i', '-'];
  const lossless = ['-c:v', 'libx264rgb', '-preset', 'ultrafast', '-qp', '0', '-c:a', 'copy'];
  ffmpeg([...raw, '-i', at('voice.wav'), ...lossless, at('master.mov')], Buffer.concat(pictures));
});

/** A file's sound as FFmpeg plays it, holes filled, mono at 16 kHz. */
function soundOf(path: string): Float32Array {
  const filled = ['-af', 'aresample=async=1:min_hard_comp=0.02:first_pts=0', '-ac', '1', '-ar', `${RATE}`];
  const raw = ffmpeg(['-i', path, '-map', '0:a:0', ...filled, '-f', 'f32le', '-']);
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
}

/** What was said, with silence where the microphone was muted. */
function saidAround([from, to]: readonly [number, number]): Float32Array {
  const whole = soundOf(at('voice.wav'));
  return whole.fill(0, Math.round(from * RATE), Math.round(to * RATE));
}

const loudness = (sound: Float32Array, from: number, to: number) => {
  const part = sound.subarray(from * RATE, to * RATE);
  return Math.sqrt(part.reduce((sum, value) => sum + value ** 2, 0) / part.length);
};

const frames = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('a microphone that was muted for a while', () => {
  it.each([
    ['aac.mp4', ['-c:a', 'aac']],
    ['aac.mkv', ['-c:a', 'aac']],
    ['aac.ts', ['-c:a', 'aac']],
    ['pcm.mov', ['-c:a', 'pcm_s16le']],
    ['pcm.mkv', ['-c:a', 'pcm_s16le']],
    ['opus.mp4', ['-c:a', 'libopus']],
    ['opus.webm', ['-c:a', 'libopus']],
    ['vorbis.mkv', ['-c:a', 'libvorbis']],
    ['mp3.mkv', ['-c:a', 'libmp3lame']],
    ['mp3.mp4', ['-c:a', 'libmp3lame']],
    ['ac3.mkv', ['-c:a', 'ac3']],
    ['flac.mkv', ['-c:a', 'flac']],
  ])('leaves silence in %s, and nothing moves', async (name, coding) => {
    const [from, to] = HOLE;
    const muted = ['-af', `aselect='lt(t,${from})+gte(t,${to})'`];
    const video = name.endsWith('.webm')
      ? ['-c:v', 'libvpx', '-b:v', '2M', '-deadline', 'realtime', '-cpu-used', '8']
      : H264;
    // Muxed once into what keeps the packets' times.
    ffmpeg(['-i', at('master.mov'), ...video, ...muted, ...coding, at(`once-${name}.mkv`)]);
    ffmpeg(['-i', at(`once-${name}.mkv`), '-c', 'copy', at(name)]);
    const { numbers, sound } = await test.lab.read(at(name));
    expect([...numbers]).toEqual(frames(SECONDS * FPS));
    expect(Math.abs(sound.length / RATE - SECONDS)).toBeLessThan(0.1);
    expect(loudness(sound, from + 0.1, to - 0.1)).toBeLessThan(0.002);
    const said = saidAround(HOLE);
    // Where the hole begins and ends is told by whole packets; beside it all is as it was said.
    for (const [a, b] of [
      [0, from - 0.1],
      [to + 0.1, SECONDS],
    ] as const)
      expect(difference(sound.slice(a * RATE, b * RATE), said.slice(a * RATE, b * RATE))).toBeLessThan(0.15);
    expect(difference(sound, soundOf(at(name)))).toBeLessThan(0.15);
  });
});

describe('files joined byte by byte', () => {
  const halves = (name: string, ...coding: string[]) => {
    const half = SECONDS / 2;
    const cut = (i: number) => ['-ss', `${i * half}`, '-t', `${half}`];
    return [0, 1].map((i) => {
      const path = at(`half-${i}.${name}`);
      ffmpeg(['-i', at('master.mov'), ...cut(i), ...coding, path]);
      return path;
    });
  };
  const join = (name: string, paths: readonly string[]) => {
    writeFileSync(at(name), Buffer.concat(paths.map((path) => readFileSync(path))));
    return at(name);
  };

  it('are heard to the end: MP3', async () => {
    const path = join('joined.mp3', halves('mp3', '-vn', '-c:a', 'libmp3lame'));
    const { sound } = await test.lab.read(path);
    expect(sound.length / RATE).toBeGreaterThan(SECONDS - 0.05);
    expect(sound.length / RATE).toBeLessThan(SECONDS + 0.2);
    expect(loudness(sound, SECONDS - 1, SECONDS - 0.2)).toBeGreaterThan(0.02);
  });

  it('are seen and heard to the end: MPEG-TS, whose clock begins again', async () => {
    const path = join('joined.ts', halves('ts', ...H264, '-c:a', 'aac'));
    const { numbers, sound } = await test.lab.read(path);
    expect(numbers.at(-1)).toBe(SECONDS * FPS - 1);
    expect(numbers.length).toBeGreaterThanOrEqual(SECONDS * FPS - 2);
    expect(Math.abs(sound.length / RATE - SECONDS)).toBeLessThan(0.2);
  });
});
