import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ffmpeg } from '../../scripts/ffmpeg';
import { voice, wav } from '../fixtures/voice';
import { useLab } from './use-lab';

const test = useLab();
const at = test.scratch;

const [WIDTH, HEIGHT, RATE, SECONDS] = [192, 128, 25, 1];
/** Grey of the four quarters, row by row. */
const QUARTERS = [40, 100, 160, 220];
const H264 = [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-crf',
  '12',
  '-pix_fmt',
  'yuv420p',
  '-g',
  '10',
  '-bf',
  '0',
];
const AAC = ['-c:a', 'aac', '-ar', '48000'];
const VP8 = ['-c:v', 'libvpx', '-b:v', '1M', '-deadline', 'realtime', '-cpu-used', '8'];

/** A filter's expression that is each quarter's grey. */
const quarters = (values: readonly number[]) =>
  `if(lt(Y,H/2),if(lt(X,W/2),${values[0]},${values[1]}),if(lt(X,W/2),${values[2]},${values[3]}))`;

beforeAll(() => {
  writeFileSync(at('voice.wav'), wav(voice(SECONDS, 48_000), 48_000));
  const grey = `color=gray:s=${WIDTH}x${HEIGHT}:r=${RATE}:d=${SECONDS},format=yuv420p`;
  const drawn = `${grey},geq=lum='${quarters(QUARTERS)}':cb=128:cr=128`;
  const lossless = ['-c:v', 'ffv1', '-c:a', 'pcm_s16le'];
  ffmpeg(['-f', 'lavfi', '-i', drawn, '-i', at('voice.wav'), ...lossless, at('master.mkv')]);
});

function make(name: string, ...args: string[]): string {
  ffmpeg(['-i', at('master.mkv'), ...args, at(name)]);
  return at(name);
}

/** What the app sees of a file: corners of its first and its last picture, and the rest. */
async function see(path: string, track?: number) {
  const { corners, ...rest } = await test.lab.see(path, track);
  const rounded = Array.from(corners, (value) => Math.round(value));
  return { ...rest, frames: corners.length / 4, first: rounded.slice(0, 4), last: rounded.slice(-4) };
}

/** Corners of the first picture as FFmpeg shows it. */
function shown(path: string, width: number, height: number): number[] {
  const raw = ffmpeg([
    '-i',
    path,
    '-frames:v',
    '1',
    '-vf',
    `scale=${width}:${height},format=yuv420p`,
    '-f',
    'rawvideo',
    '-',
  ]);
  const side = 8;
  return [side, height - side].flatMap((y) => [side, width - side].map((x) => raw[y * width + x] as number));
}

function expectNear(values: readonly number[], wanted: readonly number[], most = 6): void {
  expect(
    Math.max(...values.map((value, i) => Math.abs(value - wanted[i]!))),
    `${values.join()}`,
  ).toBeLessThan(most);
}

/** Writes a display matrix into the first track of an mp4 (ISO/IEC 14496-12, 8.3.2). */
function oriented(path: string, [a, b, c, d]: readonly number[]): string {
  const mp4 = readFileSync(path);
  const matrix = mp4.indexOf('tkhd') + 44;
  [a!, b!, 0, c!, d!, 0].forEach((value, i) =>
    mp4.writeInt32BE(i % 3 === 2 ? 0 : value * 65536, matrix + 4 * i),
  );
  writeFileSync(path, mp4);
  return path;
}

const ORIENTATIONS = {
  'as it is': [1, 0, 0, 1],
  'a quarter': [0, 1, -1, 0],
  'a half': [-1, 0, 0, -1],
  'three quarters': [0, -1, 1, 0],
  'left to right': [-1, 0, 0, 1],
  'top to bottom': [1, 0, 0, -1],
  'one diagonal': [0, 1, 1, 0],
  'the other diagonal': [0, -1, -1, 0],
};
const CODECS = {
  h264: H264,
  hevc: ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error'],
};

describe.each(Object.keys(CODECS) as (keyof typeof CODECS)[])('%s that is turned or flipped', (codec) => {
  it.each(Object.entries(ORIENTATIONS))('%s is seen as players show it', async (name, matrix) => {
    const path = oriented(
      make(`${codec}-${name.replaceAll(' ', '-')}.mp4`, ...CODECS[codec], ...AAC),
      matrix,
    );
    const { first, last, width, height, frames } = await see(path);
    const turned = matrix[0] === 0;
    expect([width, height]).toEqual(turned ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT]);
    expect(frames).toBe(RATE * SECONDS);
    expectNear(first, shown(path, width, height));
    expectNear(last, first);
  });
});

describe('pictures that change', () => {
  it('their size on the way all get the largest', async () => {
    const small = make('small.ivf', '-vf', `scale=${WIDTH / 2}:-2`, '-an', ...VP8);
    const large = make('large.ivf', '-an', ...VP8);
    const head = readFileSync(small).subarray(0, 32);
    const packets = [small, large].flatMap((file) => ivfPackets(readFileSync(file)));
    const numbered = packets.map((data, frame) => {
      const box = Buffer.alloc(12);
      box.writeUInt32LE(data.length, 0);
      box.writeUInt32LE(frame, 4);
      return Buffer.concat([box, data]);
    });
    writeFileSync(at('both.ivf'), Buffer.concat([head, ...numbered]));
    ffmpeg(['-i', at('both.ivf'), '-c', 'copy', at('both.webm')]);
    const seen = await see(at('both.webm'));
    expect(seen.given.video?.changes).toEqual(['resized']);
    expect([seen.width, seen.height, seen.frames]).toEqual([WIDTH, HEIGHT, 2 * RATE]);
    expectNear(seen.first, QUARTERS, 10);
    expectNear(seen.last, QUARTERS, 10);
  });

  it('from transparent to white', async () => {
    const alpha = `format=yuva420p,geq=lum='lum(X,Y)':cb=128:cr=128:a='if(lt(X,W/2),255,0)'`;
    const path = make(
      'alpha.webm',
      '-vf',
      alpha,
      '-c:v',
      'libvpx-vp9',
      '-b:v',
      '1M',
      '-auto-alt-ref',
      '0',
      '-deadline',
      'realtime',
      '-cpu-used',
      '8',
      '-c:a',
      'libopus',
    );
    const { given, first, last } = await see(path);
    expect(given.video?.changes).toEqual(['alpha']);
    expectNear(first, [QUARTERS[0]!, 235, QUARTERS[2]!, 235], 10);
    expectNear(last, [QUARTERS[0]!, 235, QUARTERS[2]!, 235], 10);
    const prores = make(
      'alpha.mov',
      '-vf',
      `${alpha},format=yuva444p10le`,
      '-c:v',
      'prores_ks',
      '-profile:v',
      '4',
      '-c:a',
      'pcm_s16le',
    );
    const converted = await see(prores);
    expect(converted.given.video?.changes).toEqual(['alpha']);
    expectNear(converted.first, [QUARTERS[0]!, 235, QUARTERS[2]!, 235], 10);
  });

  it.each([
    ['mpg', ['-c:v', 'mpeg2video', '-q:v', '2', '-flags', '+ildct+ilme', '-c:a', 'mp2']],
    ['mp4', [...H264, '-x264-params', 'tff=1', ...AAC]],
    ['ts', [...H264, '-x264-params', 'tff=1', ...AAC]],
  ])('from fields to whole pictures: %s', async (ending, args) => {
    const path = make(`fields.${ending}`, '-vf', 'setfield=tff', ...args);
    const { given, first, frames } = await see(path);
    expect(given.video?.changes).toEqual(['interlaced']);
    expect(frames).toBeGreaterThanOrEqual(RATE * SECONDS - 1);
    expectNear(first, QUARTERS, 10);
  });
});

function ivfPackets(ivf: Buffer): Buffer[] {
  const packets: Buffer[] = [];
  for (let from = 32; from < ivf.length;) {
    const to = from + 12 + ivf.readUInt32LE(from);
    packets.push(ivf.subarray(from + 12, to));
    from = to;
  }
  return packets;
}

describe('tracks', () => {
  it.each([
    ['av1-ac3.mkv', ['-c:v', 'libsvtav1', '-preset', '12', '-c:a', 'ac3'], 'browser', 'ffmpeg'],
    [
      'vp9-ac3.mkv',
      ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'ac3'],
      'browser',
      'ffmpeg',
    ],
    ['h264-alac.mp4', [...H264, '-c:a', 'alac'], 'browser', 'ffmpeg'],
    ['hevc-aac.mp4', [...CODECS.hevc, ...AAC], 'ffmpeg', 'browser'],
    ['theora.ogv', ['-c:v', 'libtheora', '-q:v', '8', '-g', '1', '-c:a', 'libvorbis'], 'ffmpeg', 'browser'],
  ])('of %s have each its reader', async (name, args, video, audio) => {
    const { given, first, level, frames } = await see(make(name, ...args));
    expect([given.video?.reader, given.audio?.reader]).toEqual([video, audio]);
    expect(frames).toBe(RATE * SECONDS);
    expectNear(first, QUARTERS, 12);
    expect(level).toBeGreaterThan(0.01);
  });

  it.each(['mkv', 'mp4', 'avi'])('that are silent give way to one that is heard: %s', async (ending) => {
    const silence = ['-f', 'lavfi', '-t', String(SECONDS), '-i', 'anullsrc=r=48000:cl=stereo'];
    const path = at(`two.${ending}`);
    ffmpeg([
      '-i',
      at('master.mkv'),
      ...silence,
      '-map',
      '0:v',
      '-map',
      '1:a',
      '-map',
      '0:a',
      ...H264,
      ...AAC,
      path,
    ]);
    const { given, level } = await see(path);
    expect(given.audio).toMatchObject({ tracks: 2, track: 1 });
    expect(level).toBeGreaterThan(0.01);
  });

  it.each([
    ['mkv', H264, AAC],
    ['mp4', CODECS.hevc, AAC],
    ['mov', H264, ['-c:a', 'alac']],
    ['avi', ['-c:v', 'mpeg4'], ['-c:a', 'pcm_s16le']],
  ])('are used as they are chosen: %s', async (ending, video, audio) => {
    const path = at(`three.${ending}`);
    const levels = [1, 0.5, 0.25];
    const quieter = levels.map((level, i) => `[0:a]volume=${level}[s${i}]`).join(';');
    const maps = levels.flatMap((_, i) => ['-map', `[s${i}]`]);
    const names = ['-metadata:s:a:1', 'title=Microphone'];
    const sounds = ['-filter_complex', quieter, '-map', '0:v', ...maps, ...names];
    ffmpeg(['-i', at('master.mkv'), ...sounds, ...video, ...audio, path]);
    const [byEar, second, third] = [await see(path), await see(path, 1), await see(path, 2)];
    expect(byEar.given.audio).toMatchObject({ tracks: 3, track: 0 });
    expect(third.given.audio).toMatchObject({ tracks: 3, track: 2, chosen: true });
    if (ending === 'mkv') expect(second.given.audio?.trackNames).toEqual(['', 'Microphone', '']);
    expect(second.level / byEar.level).toBeCloseTo(0.5, 1);
    expect(third.level / byEar.level).toBeCloseTo(0.25, 1);
    expect([second.frames, third.frames]).toEqual([byEar.frames, byEar.frames]);
    expectNear(third.first, byEar.first);
    await expect(see(path, 3)).rejects.toThrow('input/no-audio');
  });

  it('that are upside down of each other do not cancel', async () => {
    const path = at('upside-down.wav');
    ffmpeg(['-i', at('voice.wav'), '-af', 'pan=stereo|c0=c0|c1=-1*c0', path]);
    const [alone, both] = [await see(at('voice.wav')), await see(path)];
    expect(both.level).toBeCloseTo(alone.level, 3);
  });
});
