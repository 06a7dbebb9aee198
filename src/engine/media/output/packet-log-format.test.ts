import { describe, expect, it } from 'vitest';
import {
  encodeRecord,
  isSameStream,
  readRecord,
  wholeFrames,
  type LogRecord,
  type ReadAt,
} from './packet-log-format';

const config: VideoDecoderConfig = {
  ...{ codec: 'avc1.640020', codedWidth: 512, codedHeight: 512 },
  colorSpace: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
  description: Uint8Array.of(1, 100, 0, 32, 255, 225),
};
const packet = (frame: number, bytes: number): LogRecord => ({
  kind: 'packet',
  packet: {
    ...{ time: frame / 25, duration: 1 / 25, key: frame === 0 },
    data: Uint8Array.from({ length: bytes }, (_, i) => (i * 31 + frame) & 0xff),
  },
});
const records: LogRecord[] = [
  { kind: 'head', fingerprint: 'ab12' },
  { kind: 'config', config },
  packet(0, 300),
  packet(1, 0),
  packet(2, 77),
];

const readOf =
  (bytes: Uint8Array): ReadAt =>
  (into, at) => {
    const piece = bytes.subarray(at, at + into.length);
    into.set(piece);
    return piece.length;
  };

function readAll(bytes: Uint8Array): { read: LogRecord[]; end: number } {
  const read: LogRecord[] = [];
  let end = 0;
  for (let next = readRecord(readOf(bytes), 0); next; next = readRecord(readOf(bytes), end)) {
    read.push(next.record);
    end = next.end;
  }
  return { read, end };
}

const pieces = records.map((record) => encodeRecord(record, (bytes) => new Uint8Array(bytes)));
const file = Uint8Array.from(pieces.flatMap((piece) => [...piece]));

describe('packet log format', () => {
  it('gives back what was written', () => {
    expect(readAll(file)).toEqual({ read: records, end: file.length });
  });

  it('is good up to the last whole record, wherever the file ends', () => {
    const ends = pieces.map((_, i) => pieces.slice(0, i + 1).reduce((sum, { length }) => sum + length, 0));
    for (let length = 0; length < file.length; length++) {
      const whole = ends.filter((end) => end <= length);
      const { read, end } = readAll(file.subarray(0, length));
      expect(read.length).toBe(whole.length);
      expect(end).toBe(whole.at(-1) ?? 0);
    }
  });

  it('ends before a record of which any byte was changed or never written', () => {
    const start = file.length - pieces.at(-1)!.length;
    for (let at = start; at < file.length; at++) {
      const torn = file.slice();
      torn[at]! ^= 0x40;
      expect(readAll(torn).end).toBe(start);
      torn.fill(0, at);
      if (file.subarray(at).some((byte) => byte !== 0)) expect(readAll(torn).end).toBe(start);
    }
  });

  it('is the same in memory that was used before', () => {
    const room = (bytes: number) => new Uint8Array(bytes + 5).fill(0xa5).subarray(3, -2);
    expect(records.map((record) => encodeRecord(record, room))).toEqual(pieces);
  });

  it('does not ask for the memory that a garbage length names', () => {
    expect(readRecord(readOf(new Uint8Array(64).fill(0xff)), 0)).toBeNull();
  });
});

it('tells whether packets can stand in one track', () => {
  const buffer = Uint8Array.of(1, 100, 0, 32, 255, 225).buffer;
  expect(isSameStream(config, { ...config, description: buffer })).toBe(true);
  expect(isSameStream(config, { ...config, description: Uint8Array.of(1, 100, 0, 32, 255, 224) })).toBe(
    false,
  );
  expect(isSameStream(config, { ...config, codedHeight: 510 })).toBe(false);
});

it.each([
  ['in order', [0, 1, 2, 3], 4],
  ['nothing', [], 0],
  ['without the first', [1, 2], 0],
  ['reordered and whole', [0, 3, 1, 2], 4],
  ['reordered, one outstanding', [0, 3, 1], 1],
  ['two groups, the second begun', [0, 2, 1, 5, 3], 3],
])('counts the frames that are there without a gap: %s', (_, frames, whole) => {
  expect(
    wholeFrames(
      frames.map((frame) => frame / 29.97),
      (time) => Math.round(time * 29.97),
    ),
  ).toBe(whole);
});
