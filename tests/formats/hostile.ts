import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { ffmpeg } from '../../scripts/ffmpeg';
import { messageField, readFields, varintField, writeFields } from '../../scripts/speech-encoder/protobuf';
import { voice, wav } from '../fixtures/voice';
import { changed } from './changed';
import { moreSounds, moreVideos } from './hostile-more';

/** A picture of so many pixels a side, all of them black, in some kilobytes. */
export function vastPng(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const lines = deflateSync(Buffer.alloc(side * (1 + side / 8)), { level: 9 });
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', lines),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A float WAV with one sample that is no number. */
function notANumber(): Buffer {
  const samples = voice(2, 16_000);
  const file = Buffer.alloc(44 + 4 * samples.length);
  wav(new Float32Array(0), 16_000).copy(file);
  file.writeUInt32LE(36 + 4 * samples.length, 4);
  file.writeUInt16LE(3, 20);
  file.writeUInt32LE(64_000, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(32, 34);
  file.writeUInt32LE(4 * samples.length, 40);
  samples.forEach((sample, i) => file.writeFloatLE(i === 9000 ? NaN : sample, 44 + 4 * i));
  return file;
}

/** The first eight bytes of a file as the size of a tag that goes on for a quarter of a gigabyte. */
const tagged = (file: Buffer) =>
  Buffer.concat([Buffer.from('ID3\x03\x00\x00\x7f\x7f\x7f\x7f', 'latin1'), file]);

type Files = Readonly<Record<string, Buffer>>;

/** Videos that announce more than they hold, made from an ordinary one. */
function hostileVideos(face: Buffer, remade: (name: string, ...args: string[]) => Buffer): Files {
  const avi = remade('x.avi', '-c:v', 'mpeg4', '-c:a', 'pcm_s16le');
  const webm = remade('x.webm', '-c:v', 'libvpx', '-b:v', '500k', '-deadline', 'realtime', '-c:a', 'libopus');
  const mute = remade('x.mp4', '-an', '-c', 'copy');
  const fast = changed(changed(mute, 'mdhd', 16, 1_000_000), 'stts', 12, 100);
  const sof = Buffer.from([0xff, 0xc0]);
  const jpeg = remade('x.jpg', '-frames:v', '1');
  return {
    'sizes.mp4': changed(face, 'stsz', 12, 0x7fffffff),
    'uniform.mp4': changed(changed(face, 'stsz', 8, 1), 'stsz', 12, 5_000_000),
    'times.mp4': changed(face, 'stts', 12, 0x7fffffff),
    'chunks.mp4': changed(face, 'stco', 8, 0x7fffffff),
    'sync.mp4': changed(face, 'stss', 8, 0x7fffffff),
    'edits.mp4': changed(face, 'elst', 8, 0x7fffffff),
    'million-a-second.mp4': changed(fast, 'stts', 16, 1),
    'endless-box.mp4': changed(face, 'mdat', -4, 0xfffffff0),
    'frames.avi': changed(changed(avi, 'avih', 24, 0x7fffffff, 'LE'), 'vids', 32, 0x7fffffff, 'LE'),
    // The duration of a Segment is a float; 0x7f000000 is 1.7e38.
    'long.webm': changed(webm, Buffer.from([0x44, 0x89]), 3, 0x7f000000),
    'vast.png': vastPng(20_000),
    'vast.jpg': changed(jpeg, sof, 5, 0xffdcffdc),
  };
}

/** The same of sounds. */
function hostileSounds(speech: Buffer, remade: (name: string, ...args: string[]) => Buffer): Files {
  const flac = remade('x.flac');
  const vast = Buffer.from(flac);
  vast.writeUInt32BE(0xffffffff, 22);
  vast[21] = (vast[21] as number) | 0x0f;
  const mp3 = remade('x.mp3', '-c:a', 'libmp3lame');
  return {
    'not-a-number.wav': notANumber(),
    'rate.wav': changed(speech, 'fmt ', 12, 0xffffffff, 'LE'),
    'channels.wav': changed(speech, 'fmt ', 8, 0xffff0001, 'LE'),
    'samples.flac': vast,
    'frames.mp3': changed(mp3, mp3.includes('Xing') ? 'Xing' : 'Info', 8, 0x7fffffff),
    'tag.mp3': tagged(mp3),
  };
}

const GRAPH = 7;
const INITIALIZER = 5;
const DIMS = 1;

/** Graphs within attributes of nodes, so many deep. */
function deepNetwork(depth: number): Buffer {
  const lengthOf = (value: number) => (value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : 4);
  const heads: Buffer[] = [];
  let length = 0;
  for (let level = 0; level < depth; level++) {
    // From outside: a graph's node (1), its attribute (5), a graph (6), by turns.
    const head = [(level === depth - 1 ? GRAPH : [1, 5, 6][(depth - 2 - level) % 3]!) * 8 + 2];
    for (let left = length, at = lengthOf(length); at > 0; at--, left >>>= 7)
      head.push((left & 127) | (at > 1 ? 128 : 0));
    heads.push(Buffer.from(head));
    length += head.length;
  }
  return Buffer.concat(heads.reverse());
}

/** Networks that announce more than they hold, made from an ordinary one. */
function hostileNetworks(network: Buffer): Files {
  const fields = readFields(network);
  const graph = (change: (inside: ReturnType<typeof readFields>) => ReturnType<typeof readFields>) =>
    writeFields(
      fields.map((field) =>
        field.number === GRAPH ? messageField(GRAPH, change(readFields(field.bytes))) : field,
      ),
    );
  let first = true;
  return {
    'vast-weights.onnx': graph((inside) =>
      inside.map((field) => {
        if (field.number !== INITIALIZER || !first) return field;
        first = false;
        const tensor = readFields(field.bytes).filter(({ number }) => number !== DIMS);
        return messageField(INITIALIZER, [
          ...[65_536, 65_536].map((size) => varintField(DIMS, size)),
          ...tensor,
        ]);
      }),
    ),
    'deep.onnx': deepNetwork(100_000),
    'cut-off.onnx': network.subarray(0, network.length >> 1),
    'zeros.onnx': Buffer.alloc(1 << 20),
  };
}

export type Hostile = {
  readonly videos: readonly string[];
  readonly sounds: readonly string[];
  readonly networks: readonly string[];
};

/** Writes them all into a folder; `face`: an mp4 with pictures and sound, `speech`: a 16-bit WAV. */
export function makeHostile(folder: string, face: string, speech: string, network: string): Hostile {
  mkdirSync(folder, { recursive: true });
  const from =
    (source: string) =>
    (name: string, ...args: string[]) => {
      const path = join(folder, `of-${name}`);
      ffmpeg(['-i', source, ...args, path]);
      return readFileSync(path);
    };
  const write = (files: Files) =>
    Object.entries(files).map(([name, bytes]) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    });
  return {
    videos: write({
      ...hostileVideos(readFileSync(face), from(face)),
      ...moreVideos(readFileSync(face), from(face)),
    }),
    sounds: write({
      ...hostileSounds(readFileSync(speech), from(speech)),
      ...moreSounds(readFileSync(speech), from(speech)),
    }),
    networks: write(hostileNetworks(readFileSync(network))),
  };
}
