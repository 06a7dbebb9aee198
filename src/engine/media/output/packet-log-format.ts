import { crc32 } from '../../core/crc32';

/**
 * The file of a packet log: records one after another, each `length` and CRC-32 of its payload (two unsigned 32-bit
 * numbers, little endian, as all here) and the payload, whose first byte says what it is. The first record is a
 * head; a file that ends in the middle of a record, or in bytes that were never written, is good up to there.
 */
export type LogRecord =
  /** Which render this log belongs to. */
  | { readonly kind: 'head'; readonly fingerprint: string }
  /** How the packets that follow are to be decoded. */
  | { readonly kind: 'config'; readonly config: VideoDecoderConfig }
  | { readonly kind: 'packet'; readonly packet: LoggedPacket };

export type LoggedPacket = {
  /** When it is shown, and for how long; seconds. */
  readonly time: number;
  readonly duration: number;
  /** True where decoding can start. */
  readonly key: boolean;
  readonly data: Uint8Array;
};

const FRAME_BYTES = 8;
/** What stands before a packet's data: kind, key, time, duration. */
const PACKET_HEAD_BYTES = 1 + 1 + 8 + 8;
const KINDS = ['head', 'config', 'packet'] as const;
/** No picture is as large as this; a length above it is garbage. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Gives so many bytes of memory to write to. */
export type Room = (bytes: number) => Uint8Array;

/** One record as it stands in the file, in memory that `room` gives. */
export function encodeRecord(record: LogRecord, room: Room): Uint8Array {
  const bytes = record.kind === 'packet' ? putPacket(record.packet, room) : putText(textOf(record), room);
  const payload = bytes.subarray(FRAME_BYTES);
  payload[0] = KINDS.indexOf(record.kind);
  const view = viewOf(bytes);
  view.setUint32(0, payload.length, true);
  view.setUint32(4, crc32(payload), true);
  return bytes;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength);

const textOf = (record: Exclude<LogRecord, { kind: 'packet' }>): string =>
  record.kind === 'head' ? record.fingerprint : configToText(record.config);

function putText(text: string, room: Room): Uint8Array {
  const body = new TextEncoder().encode(text);
  const bytes = room(FRAME_BYTES + 1 + body.length);
  bytes.set(body, FRAME_BYTES + 1);
  return bytes;
}

function putPacket({ time, duration, key, data }: LoggedPacket, room: Room): Uint8Array {
  const bytes = room(FRAME_BYTES + PACKET_HEAD_BYTES + data.length);
  const view = viewOf(bytes.subarray(FRAME_BYTES));
  view.setUint8(1, key ? 1 : 0);
  view.setFloat64(2, time, true);
  view.setFloat64(10, duration, true);
  bytes.set(data, FRAME_BYTES + PACKET_HEAD_BYTES);
  return bytes;
}

/** Reads up to `into.length` bytes of a file at byte `at`; returns how many came. */
export type ReadAt = (into: Uint8Array, at: number) => number;

/** A record and the byte at which the next one starts; null where no whole one starts at `at`. */
export function readRecord(read: ReadAt, at: number): { record: LogRecord; end: number } | null {
  const frame = new Uint8Array(FRAME_BYTES);
  if (read(frame, at) !== FRAME_BYTES) return null;
  const view = new DataView(frame.buffer);
  const length = view.getUint32(0, true);
  if (length === 0 || length > MOST_BYTES) return null;
  const payload = new Uint8Array(length);
  if (read(payload, at + FRAME_BYTES) !== length || crc32(payload) !== view.getUint32(4, true)) return null;
  const record = decodePayload(payload);
  return record && { record, end: at + FRAME_BYTES + length };
}

function decodePayload(payload: Uint8Array): LogRecord | null {
  const text = () => new TextDecoder().decode(payload.subarray(1));
  switch (KINDS[payload[0] as number]) {
    case 'head':
      return { kind: 'head', fingerprint: text() };
    case 'config':
      return { kind: 'config', config: configFromText(text()) };
    case 'packet': {
      if (payload.length < PACKET_HEAD_BYTES) return null;
      const view = new DataView(payload.buffer);
      return {
        kind: 'packet',
        packet: {
          key: view.getUint8(1) === 1,
          time: view.getFloat64(2, true),
          duration: view.getFloat64(10, true),
          data: payload.subarray(PACKET_HEAD_BYTES),
        },
      };
    }
    default:
      return null;
  }
}

/** The bytes of a decoder's set-up (for H.264 its SPS and PPS); empty where it has none. */
export function descriptionOf({ description }: VideoDecoderConfig): Uint8Array {
  if (!description) return new Uint8Array();
  return ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
}

/** True where packets of both can stand in one track, which has one set-up for all. */
export function isSameStream(a: VideoDecoderConfig, b: VideoDecoderConfig): boolean {
  return configToText(a) === configToText(b);
}

function configToText(config: VideoDecoderConfig): string {
  const { codec, codedWidth, codedHeight, displayAspectWidth, displayAspectHeight, colorSpace } = config;
  const { primaries, transfer, matrix, fullRange } = colorSpace ?? {};
  // Member by member, and so always in the same order: browsers hand out objects of their own here.
  return JSON.stringify({
    ...{ codec, codedWidth, codedHeight, displayAspectWidth, displayAspectHeight },
    ...(colorSpace && { colorSpace: { primaries, transfer, matrix, fullRange } }),
    description: Array.from(descriptionOf(config)),
  });
}

function configFromText(text: string): VideoDecoderConfig {
  const { description, ...config } = JSON.parse(text) as Omit<VideoDecoderConfig, 'description'> & {
    description: number[];
  };
  return description.length > 0 ? { ...config, description: Uint8Array.from(description) } : config;
}

/**
 * How many of the packets, from the first on, show every frame up to some point without a gap: an encoder that
 * reorders may have been stopped between two that belong together. `times`: of the packets in decode order, seconds;
 * `frameAt`: which frame is shown at a time.
 */
export function wholeFrames(times: readonly number[], frameAt: (time: number) => number): number {
  let last = -1;
  let whole = 0;
  times.forEach((time, i) => {
    last = Math.max(last, frameAt(time));
    if (last === i) whole = i + 1;
  });
  return whole;
}
