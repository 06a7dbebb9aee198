import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  decode,
  encode,
  traceHeaders,
  writeStream,
  type TestStream,
} from '../../../../../tests/fixtures/h264';
import { AvcSyntaxError } from './bits';
import { readConfigRecord } from './config-record';
import { joinStreams } from './joined-stream';
import { joinUnits, splitUnits } from './nal-units';

// Streams are made, joined and decoded by runs of ffmpeg.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const SIZE = { width: 144, height: 84 };
const FPS = 25;
const pictures = (name: string, frames = 36) =>
  `${name}=size=${SIZE.width}x${SIZE.height}:rate=${FPS}:duration=${frames / FPS}`;

/** What a camera or an editor makes: High, CABAC, pictures that refer to later ones, an IDR picture every twelve. */
const SOURCE = ['-g', '12', '-bf', '2', '-refs', '4', '-x264-params', 'scenecut=0:open-gop=0'];
/** What encoders of browsers make, and what ours in ffmpeg.wasm does. */
const OWN = {
  'CAVLC without an order of its own': ['-profile:v', 'baseline', '-refs', '1', '-g', '250'],
  'CABAC with weights and several slices': [
    ...['-profile:v', 'main', '-bf', '0', '-refs', '2', '-g', '250'],
    ...['-x264-params', 'slices=3:weightp=2'],
  ],
  'CABAC with 8x8 transforms': ['-profile:v', 'high', '-bf', '0', '-refs', '3', '-g', '20'],
};

type Item = TestStream['packets'][number];
const moved = (packets: readonly Item[], frames: number) =>
  packets.map((packet) => ({ ...packet, time: packet.time + frames / FPS }));

/** The first twelve pictures of the source, then `own`, then the source's last twelve, which begin at its 24th. */
function joinedFile(source: TestStream, own: TestStream): Promise<Uint8Array> {
  const joined = joinStreams(source.description, own.description)!;
  const first = (packets: readonly Item[]) =>
    packets.map((packet, i) => ({ ...packet, data: joined.first(packet.data, i === 0) }));
  const second = own.packets.map((packet) => ({ ...packet, data: joined.second(packet.data) }));
  const packets = [
    ...first(source.packets.slice(0, 12)),
    ...moved(second, 12),
    ...moved(first(source.packets.slice(24)), second.length - 12),
  ];
  return writeStream({ ...joined, packets }, SIZE);
}

const file = (stream: TestStream) => writeStream(stream, SIZE);

let source: TestStream;
let baseline: TestStream;
beforeAll(async () => {
  source = await encode(pictures('testsrc2'), SOURCE);
  baseline = await encode(pictures('testsrc2'), ['-profile:v', 'baseline', '-refs', '2', '-g', '12']);
});

/** Whether each picture of the joined file is what it was in the file it comes from. */
async function sameness(first: TestStream, own: TestStream): Promise<boolean[]> {
  const [shown, alone] = [await decode(await file(first), SIZE), await decode(await file(own), SIZE)];
  const wanted = [...shown.slice(0, 12), ...alone, ...shown.slice(24)];
  const joined = await decode(await joinedFile(first, own), SIZE);
  expect(joined.length).toBe(wanted.length);
  return wanted.map((picture, i) => picture.equals(joined[i]!));
}

describe('joinStreams', () => {
  it.each(Object.entries(OWN))('puts %s between pictures that stay as they are', async (_, args) => {
    // Noise makes long slices, in which start codes would appear; 40 pictures are more than frame_num can count.
    const own = await encode(`${pictures('testsrc', 40)},noise=alls=60:allf=t`, [...args, '-qp', '12']);
    expect(await sameness(source, own)).toEqual(Array(64).fill(true));
  });

  it.each([
    ['Baseline', 'baseline', '42c00a'],
    ['Main', 'main', '4d400a'],
    ['High', 'high', '64000a'],
  ])('raises a Baseline stream to %s where what joins it needs that', async (_, profile, code) => {
    const own = await encode(pictures('testsrc'), ['-profile:v', profile, '-bf', '0', '-refs', '1']);
    expect(await sameness(baseline, own)).toEqual(Array(60).fill(true));
    const { description, codec } = joinStreams(baseline.description, own.description)!;
    expect(codec).toBe(`avc1.${code}`);
    const headers = await traceHeaders(await joinedFile(baseline, own), 1);
    const values = (name: string) =>
      headers.filter((element) => element.name === name).map(({ value }) => value);
    expect(values('profile_idc')).toEqual([readConfigRecord(description)!.profile]);
    expect(values('pic_parameter_set_id').slice(0, 2)).toEqual([0, 1]);
  });

  it('raises the level, and keeps all else of the sequence', async () => {
    const own = await encode(pictures('testsrc'), ['-profile:v', 'baseline', '-refs', '1', '-level', '4.1']);
    const { codec } = joinStreams(source.description, own.description)!;
    expect(codec).toBe('avc1.640029');
    expect(await sameness(source, own)).toEqual(Array(60).fill(true));
  });

  it.each([
    ['another size', 'testsrc=size=144x98:rate=25:duration=0.2', ['-refs', '1', '-bf', '0']],
    ['more references', pictures('testsrc', 5), ['-refs', '5', '-bf', '0', '-level', '4']],
    ['fields', pictures('testsrc', 5), ['-refs', '1', '-bf', '0', '-flags', '+ildct+ilme']],
  ])('refuses %s', async (_, pattern, args) => {
    const own = await encode(pattern, args);
    expect(joinStreams(source.description, own.description)).toBeNull();
  });

  it('refuses records that break off', () => {
    for (let length = 0; length < source.description.length - 5; length++)
      expect(joinStreams(source.description.subarray(0, length), baseline.description)).toBeNull();
  });

  it('refuses a second stream that refers to later pictures', async () => {
    const own = await encode(pictures('testsrc', 8), ['-refs', '2', '-bf', '2', '-b_strategy', '0']);
    const { second } = joinStreams(source.description, own.description)!;
    expect(() => own.packets.forEach(({ data }) => second(data))).toThrow(AvcSyntaxError);
  });

  it('begins only with an IDR picture', async () => {
    const open = await encode(pictures('testsrc2'), [
      '-g',
      '12',
      '-bf',
      '2',
      '-x264-params',
      'open-gop=1:scenecut=0',
    ]);
    const { first } = joinStreams(open.description, baseline.description)!;
    const [start, other] = open.packets.filter(({ key }) => key);
    expect(first(start!.data, true)).toBe(start!.data);
    // The container calls it a key picture too, but pictures before it in time follow it in the stream.
    expect(() => first(other!.data, true)).toThrow(AvcSyntaxError);
  });

  it('takes out known parameter sets and refuses others', () => {
    const { first } = joinStreams(source.description, baseline.description)!;
    const { sequence, picture } = readConfigRecord(source.description)!;
    const units = splitUnits(source.packets[0]!.data, 4);
    const withSets = joinUnits([...sequence, ...picture, ...units]);
    expect(first(withSets, true)).toEqual(source.packets[0]!.data);
    const foreign = readConfigRecord(baseline.description)!.sequence;
    expect(() => first(joinUnits([...foreign, ...units]), true)).toThrow(AvcSyntaxError);
  });
});
