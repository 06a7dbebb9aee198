import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { ffmpeg, monoSamples, packetHashes } from '../../scripts/ffmpeg';
import { laidScript } from '../../src/engine/job/parts';
import { subtitlesOf } from '../../src/engine/job/subtitles';
import { joinSpeeches } from '../../src/engine/script/join';
import type { Script } from '../../src/engine/script/script';
import { letters, lumaOf, type Luma } from '../e2e/label-pixels';
import { LoudnessMeter } from '../../src/engine/sound/cleaning/loudness';
import { frameNumbers } from '../e2e/expect-video';
import { FACE_SECONDS, fixture, FPS } from '../fixtures/make';
import { voice, wav } from '../fixtures/voice';
import { mouthOpening } from './drawn-mouth';
import { useLab } from './use-lab';

const here = useLab();
const SECONDS = 2 * FACE_SECONDS;
const RATE = 44_100;
const GROUP = 10;
const CUE = { start: 3, end: 5 };
/** Where two sentences touch; nothing is heard there, so that the border stays where it is asked for. */
const BORDER = 3.5;
/** When a sentence begins in which nothing is said, and how long sentences last that tests say anew; seconds. */
const SILENT = 5.4;
const LASTS = 1.5;
const script: Script = {
  cues: [{ ...CUE, speech: { from: 0.2, to: 1.9 }, fit: 'as-is' }],
  outside: { sound: 'keep' },
};
/** So much beside a cue may differ, seconds: fades at quiet moments, and a packet of sound on either side. */
const BESIDE = 0.1 + (2 * 1024) / RATE;

/** A talk of eight seconds with a click a second, in short groups of pictures. */
let video: string;
beforeAll(() => {
  const sound = voice(SECONDS, RATE).map((value, i) => 0.4 * value + 0.002 * Math.sin(i * i));
  sound.fill(0, (BORDER - 0.05) * RATE, (BORDER + 0.05) * RATE);
  for (let second = 0; second < SECONDS; second++) sound[second * RATE] = 0.9;
  const talk = here.scratch('talk.wav');
  writeFileSync(talk, wav(sound, RATE));
  video = here.scratch('talk.mp4');
  const pictures = ['-stream_loop', '1', '-i', fixture('face.mp4'), '-i', talk, '-map', '0:v', '-map', '1:a'];
  const coding = [
    '-c:v',
    'libx264',
    '-crf',
    '20',
    '-g',
    `${GROUP}`,
    '-bf',
    '2',
    '-x264-params',
    'scenecut=0',
  ];
  // Of a decoder's own noise (PNS) no two decoders make the same.
  const speaking = ['-c:a', 'aac', '-b:a', '128k', '-aac_pns', '0'];
  // A packet is missing far from the cues, as recorders leave one out.
  const hole = ['-bsf:a', `noise=drop=eq(n\\,${Math.floor((7.5 * RATE) / 1024)})`];
  ffmpeg([...pictures, ...coding, ...speaking, ...hole, '-t', `${SECONDS}`, video]);
});

const hash = (sound: Float32Array) =>
  createHash('sha256').update(Buffer.from(sound.slice().buffer)).digest('hex');

it('says a sentence anew and leaves all else as it was, to the frame, the sample and the bit', async () => {
  const { out } = await here.dub(video, 'voice.wav', { script, settings: { label: 'off' } });
  expect(await frameNumbers(out)).toEqual(await frameNumbers(video));

  const [given, made] = [packetHashes(video, 'v'), packetHashes(out, 'v')];
  expect(made).toHaveLength(given.length);
  const differs = made.map((packet, i) => packet !== given[i]);
  const [first, last] = [differs.indexOf(true), differs.lastIndexOf(true)];
  // The mouth begins to go over a little before, and what follows the cue is copied from the next group on.
  expect(first).toBeGreaterThanOrEqual((CUE.start - 0.2) * FPS - 3);
  expect(last).toBeLessThan((CUE.end + 0.2) * FPS + GROUP);
  expect(differs.slice(first, last + 1).filter(Boolean).length).toBeGreaterThan(1.5 * FPS);

  const [before, after] = [monoSamples(video), monoSamples(out)];
  expect(after).toHaveLength(before.length);
  const border = { from: Math.floor((CUE.start - BESIDE) * RATE), to: Math.ceil((CUE.end + BESIDE) * RATE) };
  expect(hash(after.slice(0, border.from))).toBe(hash(before.slice(0, border.from)));
  expect(hash(after.slice(border.to))).toBe(hash(before.slice(border.to)));
  // The click in the middle of the cue is gone, and another voice is there.
  const peak = (sound: Float32Array) => Math.abs(sound[4 * RATE] ?? 0);
  expect(peak(before)).toBeGreaterThan(0.3);
  expect(peak(after)).toBeLessThan(peak(before) / 2);
  const inside = after.slice(3.2 * RATE, 4.6 * RATE);
  expect(Math.hypot(...inside.filter((_, i) => i % 50 === 0))).toBeGreaterThan(0.1);
});

it('lets the picture give, and has everything that follows come later by exactly what was said', async () => {
  const cue = (start: number, end: number, said: number, text: string) =>
    ({ start, end, text, speech: { from: 0.2, to: 0.2 + said }, fit: 'picture' }) as const;
  // By ten frames longer, then by twelve shorter.
  const cues = [cue(1.5, 2.8, 1.7, 'longer'), cue(4.2, 5.8, 1.12, 'shorter')];
  const moving: Script = { cues, outside: { sound: 'keep' } };
  const { out, ...record } = await here.dub(video, 'voice.wav', {
    script: moving,
    settings: { label: 'off' },
  });
  const laid = laidScript({ ...record, script: moving } as Parameters<typeof laidScript>[0]);
  const moves = laid!.moves.map(({ by }) => Math.round(by * FPS));
  expect(moves).toEqual([10, -2]);

  const [given, made] = [await frameNumbers(video), await frameNumbers(out)];
  expect(made).toHaveLength(given.length - 2);
  expect(made.slice(0, 1.5 * FPS)).toEqual(given.slice(0, 1.5 * FPS));
  const [between, behind] = [Math.ceil(2.8 * FPS), Math.ceil(5.8 * FPS)];
  expect(made.slice(between + 10, Math.floor(4.2 * FPS) + 10)).toEqual(
    given.slice(between, Math.floor(4.2 * FPS)),
  );
  expect(made.slice(behind - 2)).toEqual(given.slice(behind));

  // Clicks in the second before, between and behind.
  const sound = monoSamples(out);
  const clickNear = (time: number) => {
    const from = Math.round((time - 0.1) * RATE);
    // A click is not the loudest there is, but the sharpest.
    const sharp = [...sound.slice(from, from + 0.2 * RATE)].map((value, i, all) =>
      Math.abs(2 * value - (all[i - 1] ?? value) - (all[i + 1] ?? value)),
    );
    return (from + sharp.indexOf(Math.max(...sharp))) / RATE;
  };
  for (const [second, later] of [
    [1, 0],
    [3, 10 / FPS],
    [4, 10 / FPS],
    [6, -2 / FPS],
    [7, -2 / FPS],
  ] as const)
    expect(Math.abs(clickNear(second + later) - second - later)).toBeLessThan(1.5 / RATE);

  expect(subtitlesOf({ ...record, script: moving }).map(({ start, end }) => [start, end])).toEqual([
    [1.5, expect.closeTo(3.2, 6)],
    [expect.closeTo(4.6, 6), expect.closeTo(5.72, 6)],
  ]);
});

/** How much of a tone is in a stretch of a sound: its amplitude, full scale is 1. */
function toneIn(sound: Float32Array, hertz: number, from: number, to: number): number {
  const part = sound.slice(from * RATE, to * RATE);
  const turn = (2 * Math.PI * hertz) / RATE;
  const sum = (wave: (angle: number) => number) =>
    part.reduce((all, value, i) => all + value * wave(turn * i), 0);
  return (2 * Math.hypot(sum(Math.sin), sum(Math.cos))) / part.length;
}

it('says two sentences out of two files, which touch and are equally loud, and is silent in a third', async () => {
  const tone = (name: string, hertz: number, rate: number, level: number) => {
    const samples = Float32Array.from(
      { length: LASTS * rate },
      (_, i) => level * Math.sin((2 * Math.PI * hertz * i) / rate),
    );
    const path = here.scratch(name);
    writeFileSync(path, wav(samples, rate));
    return path;
  };
  // Of microphones that are 12 dB too faint and 12 dB too loud.
  const first = tone('first.wav', 500, 16_000, 0.1 / 4);
  const second = tone('second.wav', 1300, 24_000, 0.1 * 4);
  const third = tone('third.wav', 500, 16_000, 0);
  const { ranges } = joinSpeeches([LASTS, LASTS, LASTS], 24_000);
  const starts = [BORDER - LASTS, BORDER, SILENT];
  const cues = ranges.map((speech, i) => {
    const start = starts[i] as number;
    return { start, end: start + LASTS, speech, fit: 'as-is' } as const;
  });
  const subtitles = cues.slice(0, 2).map(({ start, end }, i) => ({ start, end, text: `${i} 你好` }));
  const burnt = { size: 'large', place: 'bottom', box: false } as const;
  const shown = { track: true, burnt };
  const two: Script = { cues, outside: { sound: 'keep' }, subtitles, shown };
  const { out } = await here.dub(video, first, { script: two, behind: [second, third] });
  expect(await frameNumbers(out)).toEqual(await frameNumbers(video));
  const [before, after] = [monoSamples(video), monoSamples(out)];
  const outside = [
    [0, BORDER - LASTS - BESIDE],
    [BORDER + LASTS + BESIDE, SILENT - BESIDE],
    [SILENT + LASTS + BESIDE, SECONDS],
  ] as const;
  for (const [from, to] of outside) {
    const part = (sound: Float32Array) => hash(sound.slice(Math.ceil(from * RATE), Math.floor(to * RATE)));
    expect(part(after)).toBe(part(before));
  }
  // The sample entry and the words of WebVTT in mp4 (ISO/IEC 14496-30).
  const bytes = readFileSync(out);
  for (const piece of ['wvtt', 'vttc', 'vtte', '0 你好', '1 你好']) expect(bytes.includes(piece)).toBe(true);
  // The label stands in the opening pictures, and no longer than two seconds.
  const [plain, labelled] = [await lumaOf(video), await lumaOf(out)];
  const marks = (from: number, to: number) =>
    labelled.map((picture, i) => {
      const { ys } = letters(picture, plain[i] as Luma);
      return ys.filter((y) => y >= from * picture.height && y < to * picture.height).length > 20;
    });
  const marked = marks(0, 0.25);
  expect(marked.indexOf(false)).toBe(2 * FPS);
  expect(marked.lastIndexOf(true)).toBe(2 * FPS - 1);
  // The lines stand in the pictures at their times, and in no others.
  const written = marks(0.8, 1);
  expect([written.indexOf(true), written.lastIndexOf(true)]).toEqual([
    FPS * (BORDER - LASTS),
    FPS * (BORDER + LASTS) - 1,
  ]);
  expect(written.filter(Boolean)).toHaveLength(3 * FPS);
  // Each is heard alone up to where the other begins.
  for (const [hertz, other, begins, ends] of [
    [500, 1300, BORDER - 0.1, BORDER - 0.03],
    [1300, 500, BORDER + 0.03, BORDER + 0.1],
  ] as const) {
    const steady = toneIn(
      after,
      hertz,
      begins < BORDER ? BORDER - 1 : BORDER + 0.5,
      begins < BORDER ? BORDER - 0.5 : BORDER + 1,
    );
    expect(toneIn(after, hertz, begins, ends)).toBeGreaterThan(0.8 * steady);
    expect(toneIn(after, other, begins, ends)).toBeLessThan(0.1 * steady);
  }
  // Both are as loud as what is said around them.
  const loudness = (sound: Float32Array<ArrayBuffer>, from: number, to: number) => {
    const meter = new LoudnessMeter(RATE);
    meter.push([sound.slice(from * RATE, to * RATE)]);
    return meter.integrated;
  };
  const wanted = loudness(before, 0, SECONDS);
  for (const from of [BORDER - LASTS, BORDER])
    expect(Math.abs(loudness(after, from + 0.1, from + LASTS - 0.1) - wanted)).toBeLessThan(1.5);
  // Where nothing is said the room goes on as in its pauses, and the mouth is closed.
  const level = (sound: Float32Array, from: number, to: number) =>
    20 * Math.log10(Math.hypot(...sound.slice(from * RATE, to * RATE)) / Math.sqrt((to - from) * RATE));
  const room = level(before, 4.2, 4.8);
  expect(Math.abs(level(after, SILENT + 0.15, SILENT + LASTS - 0.15) - room)).toBeLessThan(1);
  const [from, to] = [(SILENT + 0.2) * FPS, (SILENT + LASTS - 0.2) * FPS].map(Math.round);
  const openings = (pictures: readonly Luma[]) => pictures.map((picture) => mouthOpening(picture));
  const widest = Math.max(...openings(plain));
  expect(Math.max(...openings(plain).slice(from, to))).toBeGreaterThan(0.5 * widest);
  expect(Math.max(...openings(labelled).slice(from, to))).toBeLessThan(0.2 * widest);
});
