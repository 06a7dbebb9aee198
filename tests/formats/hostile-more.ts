import { changed } from './changed';

type Files = Readonly<Record<string, Buffer>>;
type Remade = (name: string, ...args: string[]) => Buffer;

const MANY = 300_000;

const u32 = (...values: readonly number[]) => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeUInt32BE(value >>> 0, 4 * i));
  return bytes;
};
const box = (type: string, ...inside: readonly Buffer[]) => {
  const body = Buffer.concat(inside);
  return Buffer.concat([u32(8 + body.length), Buffer.from(type, 'latin1'), body]);
};
const repeat = (part: Buffer, times: number) =>
  Buffer.alloc(part.length * times, part.length > 0 ? part : undefined);

/** A box of the file, from its size on. */
function boxOf(file: Buffer, type: string): Buffer {
  const at = file.indexOf(type, 0, 'latin1') - 4;
  return file.subarray(at, at + file.readUInt32BE(at));
}

/** Boxes within boxes, so many deep. */
function nested(type: string, depth: number): Buffer {
  const file = Buffer.alloc(8 * depth);
  for (let at = 0; at < depth; at++) {
    file.writeUInt32BE(8 * (depth - at), 8 * at);
    file.write(type, 8 * at + 4, 'latin1');
  }
  return file;
}

/** Two numbers of 16 bits in place of others. */
const pair = (file: Buffer, name: string | Buffer, offset: number, value: number) =>
  changed(file, name, offset, ((value << 16) | value) >>> 0);

function hostileMp4(face: Buffer, remade: Remade): Files {
  const fragments = remade('f.mp4', '-c', 'copy', '-movflags', 'frag_keyframe+empty_moov+default_base_moof');
  const file = boxOf(face, 'ftyp');
  const moov = boxOf(face, 'moov');
  const traks = repeat(boxOf(face, 'trak'), 3000);
  const rest = face.subarray(face.indexOf('mdat', 0, 'latin1') - 4);
  return {
    'orders.mp4': changed(face, 'stsc', 8, 0x7fffffff),
    'chunk-of-all.mp4': changed(face, 'stsc', 16, 0x7fffffff),
    'formats.mp4': changed(face, 'stsd', 8, 0x7fffffff),
    'centuries.mp4': changed(face, 'stts', 16, 0x7fffffff),
    'no-ticks.mp4': changed(face, 'mdhd', 16, 0),
    'sides.mp4': pair(face, 'avc1', 28, 0xffff),
    'elsewhere.mp4': changed(face, 'stco', 12, 0xfffffff0),
    'deep.mp4': Buffer.concat([file, nested('moov', 100_000)]),
    'many-boxes.mp4': Buffer.concat([file, repeat(box('free'), MANY), moov, rest]),
    'many-tracks.mp4': Buffer.concat([file, box('moov', boxOf(face, 'mvhd'), traks), rest]),
    'run.mp4': changed(fragments, 'trun', 8, 0x7fffffff),
    'many-fragments.mp4': Buffer.concat([fragments, repeat(box('moof', box('mfhd', u32(0, 1))), MANY)]),
  };
}

function hostileMatroska(remade: Remade): Files {
  const webm = remade('y.webm', '-c:v', 'libvpx', '-b:v', '500k', '-deadline', 'realtime', '-c:a', 'libopus');
  const first = webm.indexOf(Buffer.from([0x1f, 0x43, 0xb6, 0x75]));
  const put = (at: number, bytes: Buffer) => Buffer.concat([webm.subarray(0, at), bytes, webm.subarray(at)]);
  const cluster = Buffer.from(webm);
  cluster.fill(0xff, first + 4, first + 12);
  cluster[first + 4] = 0x01;
  cluster[first + 11] = 0xfe;
  return {
    'sides.webm': changed(webm, Buffer.from([0xb0, 0x82]), 0, 0xb082ffff),
    'ticks.webm': changed(webm, Buffer.from([0x2a, 0xd7, 0xb1, 0x83]), 3, 0x83ffffff),
    'endless-cluster.webm': cluster,
    'many-voids.webm': put(first, repeat(Buffer.from([0xec, 0x80]), MANY)),
    'many-clusters.webm': put(first, repeat(Buffer.from([0x1f, 0x43, 0xb6, 0x75, 0x80]), MANY)),
  };
}

function hostileOthers(remade: Remade): Files {
  const avi = remade('y.avi', '-c:v', 'mpeg4', '-c:a', 'pcm_s16le');
  const gif = remade('y.gif', '-t', '0.2', '-an', '-vf', 'scale=64:-2');
  const webp = remade(
    'y.webp',
    '-t',
    '0.2',
    '-an',
    '-vf',
    'scale=64:-2',
    '-c:v',
    'libwebp_anim',
    '-loop',
    '0',
  );
  const ts = remade('y.m2ts', '-c:v', 'mpeg2video', '-c:a', 'mp2');
  const vastGif = Buffer.from(gif);
  vastGif.fill(0xff, 6, 10);
  const vastWebp = Buffer.from(webp);
  vastWebp.fill(0xff, webp.indexOf('VP8X') + 12, webp.indexOf('VP8X') + 18);
  const programs = Buffer.alloc(188 * 20_000, 0xff);
  for (let at = 0; at < 20_000; at++) {
    // A table of programs that names one more, over and over, on another stream each.
    const packet = Buffer.from([
      0x47,
      0x40,
      0,
      0x10 | (at & 15),
      0,
      0,
      0xb0,
      13,
      at >> 8,
      at & 255,
      0xc1,
      0,
      0,
    ]);
    packet.copy(programs, 188 * at);
    programs.writeUInt32BE(((at & 0xffff) << 16) | 0xe000 | (0x20 + (at % 0x1f00)), 188 * at + 13);
  }
  return {
    'scale.avi': changed(avi, 'vids', 20, 0, 'LE'),
    'sides.avi': changed(avi, 'strf', 12, 0x7fffffff, 'LE'),
    'vast.gif': vastGif,
    'vast.webp': vastWebp,
    'programs.m2ts': Buffer.concat([programs, ts]),
  };
}

/** Small videos of a great many parts, or with numbers that cannot be. */
export const moreVideos = (face: Buffer, remade: Remade): Files => ({
  ...hostileMp4(face, remade),
  ...hostileMatroska(remade),
  ...hostileOthers(remade),
});

/** An empty page of Ogg; `begins`: the first of a stream of its own. */
function oggPage(serial: number, begins: boolean): Buffer {
  const page = Buffer.alloc(28);
  page.write('OggS', 'latin1');
  page[5] = begins ? 2 : 0;
  page.writeUInt32LE(serial >>> 0, 14);
  page[26] = 1;
  return page;
}

/** The same of sounds. */
export function moreSounds(speech: Buffer, remade: Remade): Files {
  const flac = remade('y.flac');
  const ogg = remade('y.ogg', '-c:a', 'libvorbis');
  const opus = remade('y.opus', '-c:a', 'libopus');
  const mp3 = remade('y.mp3', '-c:a', 'libmp3lame');
  const riff = speech.subarray(0, 12);
  const chunk = Buffer.concat([Buffer.from('junk', 'latin1'), Buffer.alloc(4)]);
  const late = Buffer.from(ogg);
  late.writeBigUInt64LE(1n << 62n, ogg.lastIndexOf('OggS') + 6);
  const heads = Buffer.from(opus);
  heads[opus.indexOf('OpusHead') + 9] = 255;
  const large = Buffer.concat([
    Buffer.from('RF64\xff\xff\xff\xffWAVEds64', 'latin1'),
    Buffer.from([28, 0, 0, 0]),
    Buffer.alloc(24, 0x7f),
    Buffer.alloc(4),
    speech.subarray(12),
  ]);
  return {
    'no-rate.wav': changed(speech, 'fmt ', 12, 0, 'LE'),
    'no-block.wav': changed(speech, 'fmt ', 20, 0, 'LE'),
    'adpcm.wav': changed(speech, 'fmt ', 8, 0x0001_0011, 'LE'),
    'many-chunks.wav': Buffer.concat([riff, repeat(chunk, MANY), speech.subarray(12)]),
    'large.wav': large,
    'many-blocks.flac': Buffer.concat([
      flac.subarray(0, 42),
      repeat(Buffer.from([1, 0, 0, 0]), MANY),
      flac.subarray(42),
    ]),
    'comments.ogg': changed(ogg, 'vorbis', 6, 0xffffffff),
    'late.ogg': late,
    'many-pages.ogg': Buffer.concat([ogg.subarray(0, 58), repeat(oggPage(7, false), MANY), ogg.subarray(58)]),
    'many-streams.ogg': Buffer.concat([...Array.from({ length: 20_000 }, (_, i) => oggPage(i, true)), ogg]),
    'channels.opus': heads,
    'many-tags.mp3': Buffer.concat([repeat(Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1'), MANY), mp3]),
    'headers.aac': repeat(Buffer.from([0xff, 0xf1, 0x4c, 0x80, 0x00, 0xff, 0xfc]), MANY),
  };
}
