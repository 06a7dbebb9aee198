import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ffmpeg, rawPictures } from '../../scripts/ffmpeg';
import { withEdits, type EditEntry } from '../fixtures/edit-list';
import { drawNumber, readNumber } from '../fixtures/frame-number';
import { voice, wav } from '../fixtures/voice';
import { difference } from '../formats/measure';
import { useLab } from './use-lab';

const [FPS, SECONDS, WIDTH, HEIGHT, RATE] = [25, 8, 128, 64, 16_000];
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '20', '-pix_fmt', 'yuv420p', '-g', '15'];

const test = useLab();
/** Path of a file of this name. */
const at = test.scratch;
/** The voice that all clips have, as it was made. */
const said = voice(SECONDS, 48_000);

beforeAll(() => {
  const pictures = Array.from({ length: SECONDS * FPS }, (_, frame) => {
    const picture = new Uint8Array(WIDTH * HEIGHT * 3).fill(90);
    drawNumber(picture, WIDTH, frame);
    return picture;
  });
  writeFileSync(at('voice.wav'), wav(said, 48_000));
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${WIDTH}x${HEIGHT}`, '-r', `${FPS}`, '-i', '-'];
  const lossless = ['-c:v', 'libx264rgb', '-preset', 'ultrafast', '-qp', '0', '-c:a', 'copy'];
  ffmpeg([...raw, '-i', at('voice.wav'), ...lossless, at('master.mov')], Buffer.concat(pictures));
});
/** Makes a file of the master. */
function make(name: string, ...args: string[]): string {
  ffmpeg(['-i', at('master.mov'), ...args, at(name)]);
  return at(name);
}

/** The number in every picture that FFmpeg shows of a file. */
async function numbersOf(path: string): Promise<number[]> {
  const numbers: number[] = [];
  for await (const { data, width } of rawPictures(path)) numbers.push(readNumber(data, width));
  return numbers;
}

/** A file's sound as FFmpeg plays it, holes filled, mono at 16 kHz. */
function soundOf(path: string): Float32Array {
  const filled = ['-af', 'aresample=async=1:min_hard_comp=0.02:first_pts=0', '-ac', '1', '-ar', `${RATE}`];
  const raw = ffmpeg(['-i', path, '-map', '0:a:0', ...filled, '-f', 'f32le', '-']);
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
}

/** What there was from `from` to `to` seconds, at 16 kHz; silence for null. */
function cut(...parts: (readonly [number, number] | null | number)[]): Float32Array {
  const whole = soundOf(at('voice.wav'));
  const pieces = parts.map((part) => {
    if (part === null) return new Float32Array(RATE);
    if (typeof part === 'number') return new Float32Array(Math.round(part * RATE));
    return whole.slice(Math.round(part[0] * RATE), Math.round(part[1] * RATE));
  });
  return Float32Array.from(pieces.flatMap((piece) => [...piece]));
}

const frames = (from: number, to: number) =>
  Array.from({ length: Math.round((to - from) * FPS) }, (_, i) => Math.round(from * FPS) + i);

type EditCase = {
  readonly name: string;
  readonly entries: readonly EditEntry[];
  readonly shown: readonly number[];
  readonly heard: Parameters<typeof cut>;
  /** FFmpeg, and with it Chromium, passes over a pause within. */
  readonly passedOver?: true;
};
const play = (from: number, to: number): EditEntry => ({ seconds: to - from, from });
const EDITS: readonly EditCase[] = [
  { name: 'its end cut off', entries: [play(0, 3)], shown: frames(0, 3), heard: [[0, 3]] },
  { name: 'its beginning cut off', entries: [play(5, 8)], shown: frames(5, 8), heard: [[5, 8]] },
  { name: 'both ends cut off', entries: [play(2, 6)], shown: frames(2, 6), heard: [[2, 6]] },
  {
    name: 'its middle cut out',
    entries: [play(0, 2), play(6, 8)],
    shown: [...frames(0, 2), ...frames(6, 8)],
    heard: [
      [0, 2],
      [6, 8],
    ],
  },
  {
    name: 'three pieces, the last one first',
    entries: [play(6, 7.2), play(1, 2), play(3, 4.4)],
    shown: [...frames(6, 7.2), ...frames(1, 2), ...frames(3, 4.4)],
    heard: [
      [6, 7.2],
      [1, 2],
      [3, 4.4],
    ],
  },
  {
    name: 'a piece played twice',
    entries: [play(1, 2), play(1, 2)],
    shown: [...frames(1, 2), ...frames(1, 2)],
    heard: [
      [1, 2],
      [1, 2],
    ],
  },
  {
    name: 'a pause between two pieces',
    entries: [play(1, 2), { seconds: 1, from: null }, play(4, 5)],
    shown: [...frames(1, 2), ...frames(4, 5)],
    heard: [[1, 2], null, [4, 5]],
    passedOver: true,
  },
];

describe.each([
  ['mp4', ['-bf', '0', '-c:a', 'aac']],
  ['mov', ['-bf', '2', '-c:a', 'pcm_s16le']],
])('an .%s with an edit list', (ending, how) => {
  it.each(EDITS)('with $name', async ({ entries, shown, heard, passedOver }) => {
    const whole = readFileSync(make(`whole.${ending}`, ...H264, ...how));
    const path = at(`edited.${ending}`);
    writeFileSync(path, withEdits(whole, entries));
    const { info, numbers, times, sound } = await test.lab.read(path);
    const wanted = cut(...heard);
    expect([...numbers]).toEqual(shown);
    expect(info.duration).toBeCloseTo(wanted.length / RATE, 1);
    expect(info.video?.fps).toBe(FPS);
    expect(sound.length / RATE).toBeCloseTo(wanted.length / RATE, 1);
    expect(difference(sound, wanted)).toBeLessThan(0.1);
    if (passedOver) return;
    expect(await numbersOf(path)).toEqual(shown);
    const moments = [...times].filter((_, i) => i % 20 === 7);
    const { numbers: played } = await test.lab.play(
      path,
      moments.map((time) => time + 0.5 / FPS),
    );
    expect([...played]).toEqual(shown.filter((_, i) => i % 20 === 7));
  });
});

it('a converted video follows its edit list too, picture and sound', async () => {
  const hevc = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error', '-c:a', 'aac'];
  const path = at('edited-hevc.mp4');
  writeFileSync(path, withEdits(readFileSync(make('whole-hevc.mp4', ...hevc)), [play(1, 3), play(6, 7)]));
  const { numbers, sound } = await test.lab.read(path);
  expect([...numbers]).toEqual([...frames(1, 3), ...frames(6, 7)]);
  expect(difference(sound, cut([1, 3], [6, 7]))).toBeLessThan(0.2);
});

it('slow motion in an edit list is refused', async () => {
  const path = at('slow.mp4');
  const whole = readFileSync(make('fast.mp4', ...H264, '-c:a', 'aac'));
  writeFileSync(path, withEdits(whole, [{ seconds: 2, from: 1, rate: 0.5 }]));
  await expect(test.lab.read(path)).rejects.toThrow('input/edit-rate');
});

describe('MPEG-TS', () => {
  it.each([
    ['wraps in the middle', 95_438.7],
    ['wraps soon', 95_443],
    ['begins anywhere', 1234.5],
  ])('is all there where its clock %s', async (_, offset) => {
    const clock = ['-output_ts_offset', `${offset}`, '-mpegts_copyts', '1'];
    const path = make('clock.mpegts', ...H264, '-f', 'mpegts', '-bf', '2', '-c:a', 'aac', ...clock);
    const { numbers, sound, info } = await test.lab.read(path);
    expect([...numbers]).toEqual(frames(0, SECONDS));
    expect(info.duration).toBeCloseTo(SECONDS, 1);
    expect(Math.abs(sound.length / RATE - SECONDS)).toBeLessThan(0.1);
  });
});

describe('a hole in Ogg', () => {
  it.each([
    ['ogg', 'libvorbis'],
    ['opus', 'libopus'],
  ])('is as long as its clock says, what follows in its place: .%s', async (ending, codec) => {
    const hole = ['-af', "aselect='lt(t,2)+gte(t,3.5)'"];
    const path = make(`hole.${ending}`, '-vn', '-t', '6', ...hole, '-c:a', codec);
    const { sound } = await test.lab.read(path);
    expect(Math.abs(sound.length / RATE - 6)).toBeLessThan(0.1);
    expect(difference(sound, soundOf(path))).toBeLessThan(0.05);
    expect(difference(sound.slice(4.5 * RATE, 5.5 * RATE), cut([4.5, 5.5]))).toBeLessThan(0.3);
  });
});

describe('pictures and sound that ffmpeg decodes apart', () => {
  const tv = ['-t', '3', '-c:v', 'mpeg2video', '-q:v', '4', '-g', '12', '-c:a', 'mp2'];
  it.each([
    ['ts', 'sound', [0, 1.5]],
    ['mpg', 'sound', [0, 1.5]],
    ['ts', 'pictures', [1.5, 0]],
  ] as const)('stay together where one begins late: .%s, %s', async (ending, which, [seen, heard]) => {
    const master = ['-i', at('master.mov')];
    const inputs = ['-itsoffset', '1.5', ...master, ...master];
    const maps = which === 'sound' ? ['-map', '1:v', '-map', '0:a'] : ['-map', '0:v', '-map', '1:a'];
    ffmpeg([...inputs, ...maps, ...tv, at(`late-${which}.${ending}`)]);
    const { times, numbers, sound } = await test.lab.read(at(`late-${which}.${ending}`));
    const first = sound.findIndex((value) => Math.abs(value) > 0.02) / RATE;
    expect(numbers[0]).toBe(0);
    expect(Math.abs(times[0]! - seen)).toBeLessThan(0.06);
    expect(Math.abs(first - heard)).toBeLessThan(0.06);
  });
});

describe('files that were joined byte by byte', () => {
  const [first, second] = [
    ['-t', '3'],
    ['-ss', '3'],
  ];
  const join = (ending: string, ...how: string[]) => {
    const parts = [make(`1.${ending}`, ...first, ...how), make(`2.${ending}`, ...second, ...how)];
    writeFileSync(at(`joined.${ending}`), Buffer.concat(parts.map((part) => readFileSync(part))));
    return at(`joined.${ending}`);
  };

  it.each([
    ['ogg', ['-vn', '-c:a', 'libvorbis']],
    ['opus', ['-vn', '-c:a', 'libopus']],
    ['mp3', ['-vn', '-c:a', 'libmp3lame']],
    ['aac', ['-vn', '-c:a', 'aac']],
    ['mpegts', ['-vn', '-c:a', 'aac', '-f', 'mpegts']],
    ['wav', ['-vn', '-c:a', 'pcm_s16le']],
    ['flac', ['-vn', '-c:a', 'flac']],
    ['webm', ['-vn', '-c:a', 'libopus']],
  ])('are heard to their end: .%s', async (ending, how) => {
    const { sound } = await test.lab.read(join(ending, ...how));
    // Encoders fill up the last packet of each.
    expect(Math.abs(sound.length / RATE - SECONDS)).toBeLessThan(0.15);
    const last = sound.subarray(-RATE);
    expect(Math.hypot(...last) / Math.sqrt(RATE)).toBeGreaterThan(0.05);
  });

  it('are seen to their end, though each began at the same time', async () => {
    const { numbers } = await test.lab.read(join('ts', ...H264, '-bf', '2', '-c:a', 'aac'));
    expect([...numbers]).toEqual(frames(0, SECONDS));
  });

  it.each([
    ['h264', H264],
    ['hevc', ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error', '-g', '15']],
  ])('lose no picture where the second is larger: %s', async (format, codec) => {
    const how = [...codec, '-bf', '0', '-an'];
    const small = make(`s.${format}`, ...first, ...how, '-s', '256x128');
    const large = make(`l.${format}`, ...second, ...how, '-s', '384x192');
    writeFileSync(at(`both.${format}`), Buffer.concat([readFileSync(small), readFileSync(large)]));
    const inputs = ['-r', `${FPS}`, '-i', at(`both.${format}`), '-i', at('voice.wav')];
    ffmpeg([...inputs, '-c:v', 'copy', '-c:a', 'aac', at(`both-${format}.mkv`)]);
    const { times, info } = await test.lab.read(at(`both-${format}.mkv`));
    expect(times).toHaveLength(SECONDS * FPS);
    expect([info.video?.width, info.video?.height]).toEqual([384, 192]);
  });
});
