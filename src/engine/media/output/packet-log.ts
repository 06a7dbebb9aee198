import { EncodedPacket } from 'mediabunny';
import type { PacketSink } from '../encode/encoder';
import { openSyncFile, wrote } from './opfs';
import {
  encodeRecord,
  isSameStream,
  readRecord,
  wholeFrames,
  type LogRecord,
  type ReadAt,
} from './packet-log-format';

/** Names a log and the render that it belongs to. */
export type LogPlace = {
  /** OPFS path. */
  readonly path: string;
  /** Says all that decides the output: a log with another one is of another render. */
  readonly fingerprint: string;
};

/** Thrown where an encoder's packets cannot follow those of the log, because they need another set-up to decode. */
export class OtherStream extends Error {
  override readonly name = 'OtherStream';
}

/**
 * What waits to be written goes to the file with a key frame, when it is so much (bytes), or so old (milliseconds):
 * each write of a private file asks another process. That much is lost where the page dies.
 */
const WRITE_BYTES = 256 * 1024;
const WRITE_EVERY_MS = 1_000;
/** Safe from a power cut this often, milliseconds, at the next key frame; each flush waits for the disk. */
const FLUSH_EVERY_MS = 2_000;

/**
 * What a render has encoded so far, kept in OPFS beside the unfinished file, which is of no use without its table of
 * contents. Workers only. One log of a path is open at a time; `close` leaves the file, `clear` empties it.
 */
export class PacketLog {
  readonly #file: FileSystemSyncAccessHandle;
  readonly #fingerprint: string;
  #end = 0;
  /** What waits to be written: used over and over, since copies would pile up until they are collected. */
  #waiting = new Uint8Array(2 * WRITE_BYTES);
  #waitingBytes = 0;
  #written = -Infinity;
  #flushed = -Infinity;
  #config: VideoDecoderConfig | null = null;
  /** When each packet of an interrupted run is shown, and where it ends in the file. */
  #packets: readonly { readonly time: number; readonly end: number }[] = [];
  #frames = 0;
  /** A disk that is too full for the log is left to the result. */
  #given = false;

  private constructor(file: FileSystemSyncAccessHandle, fingerprint: string) {
    this.#file = file;
    this.#fingerprint = fingerprint;
  }

  /** Opens the log, with what an interrupted run of the same render left in it. Throws `storage/full`. */
  static async open({ path, fingerprint }: LogPlace): Promise<PacketLog> {
    const log = new PacketLog(await openSyncFile(path), fingerprint);
    try {
      if (!log.#restore()) log.clear();
      return log;
    } catch (reason) {
      log.close();
      throw reason;
    }
  }

  /** Goes on behind the last frame before which none is missing. `frameAt`: which frame is shown at a time, seconds. */
  goOn(frameAt: (time: number) => number): void {
    const times = this.#packets.map(({ time }) => time);
    const frames = wholeFrames(times, frameAt);
    const last = this.#packets[frames - 1];
    if (!last) return this.clear();
    this.#frames = frames;
    this.#end = last.end;
    this.#file.truncate(last.end);
  }

  /** Output frames with which the log went on, from the first one on; 0 after `clear`. */
  get frames(): number {
    return this.#frames;
  }

  /** Hands the packets of those frames to `sink`, in decode order; after each comes one step of the caller's. */
  async *replay(sink: PacketSink): AsyncGenerator<number, void, undefined> {
    let config: VideoDecoderConfig | undefined;
    let given = 0;
    for (const { record } of records(this.#read)) {
      if (given === this.#frames) return;
      if (record.kind === 'config') config = record.config;
      if (record.kind !== 'packet') continue;
      const { time, duration, key, data } = record.packet;
      await sink(new EncodedPacket(data, key ? 'key' : 'delta', time, duration), config);
      config = undefined;
      given++;
      yield time;
    }
  }

  /** A sink that writes each packet down before it hands it on. It throws `OtherStream`. */
  before(sink: PacketSink): PacketSink {
    return async (packet, config) => {
      if (config) this.#adopt(config);
      const { timestamp: time, duration, data } = packet;
      const key = packet.type === 'key';
      this.#append({ kind: 'packet', packet: { time, duration, key, data } });
      if (key) this.#secure();
      await sink(packet, config);
    };
  }

  /** Begins anew. */
  clear(): void {
    this.#file.truncate(0);
    this.#forget();
    [this.#end, this.#frames, this.#config, this.#packets] = [0, 0, null, []];
    this.#append({ kind: 'head', fingerprint: this.#fingerprint });
  }

  /** Gives the log's room on the disk to others; nothing is written down from now on. True where that was some. */
  giveUp(): boolean {
    if (this.#given) return false;
    this.#given = true;
    this.#forget();
    this.#file.truncate(0);
    return this.#end > 0;
  }

  close(): void {
    this.#write();
    this.#file.close();
  }

  readonly #read: ReadAt = (into, at) => this.#file.read(into, { at });

  /** Finds what is there; false where the log is of another render, or empty. */
  #restore(): boolean {
    const packets: { time: number; end: number }[] = [];
    let first: LogRecord | null = null;
    for (const { record, end } of records(this.#read)) {
      first ??= record;
      if (record.kind === 'config') this.#config = record.config;
      if (record.kind === 'packet') packets.push({ time: record.packet.time, end });
    }
    if (first?.kind !== 'head' || first.fingerprint !== this.#fingerprint || !this.#config) return false;
    this.#packets = packets;
    return packets.length > 0;
  }

  #adopt(config: VideoDecoderConfig): void {
    if (this.#config && !isSameStream(this.#config, config)) throw new OtherStream();
    if (!this.#config) this.#append({ kind: 'config', config });
    this.#config = config;
  }

  #append(record: LogRecord): void {
    if (this.#given) return;
    encodeRecord(record, this.#room);
    if (this.#waitingBytes >= WRITE_BYTES || performance.now() - this.#written >= WRITE_EVERY_MS)
      this.#write();
  }

  readonly #room = (bytes: number): Uint8Array => {
    const [start, end] = [this.#waitingBytes, this.#waitingBytes + bytes];
    if (end > this.#waiting.length) {
      const longer = new Uint8Array(end);
      longer.set(this.#waiting.subarray(0, start));
      this.#waiting = longer;
    }
    this.#waitingBytes = end;
    return this.#waiting.subarray(start, end);
  };

  #write(): void {
    const bytes = this.#waiting.subarray(0, this.#waitingBytes);
    this.#forget();
    this.#written = performance.now();
    if (this.#given || bytes.length === 0) return;
    if (wrote(this.#file, bytes, this.#end)) this.#end += bytes.length;
    else this.giveUp();
  }

  #forget(): void {
    this.#waitingBytes = 0;
  }

  #secure(): void {
    this.#write();
    const now = performance.now();
    if (this.#given || now - this.#flushed < FLUSH_EVERY_MS) return;
    this.#flushed = now;
    this.#file.flush();
  }
}

function* records(read: ReadAt) {
  for (let next = readRecord(read, 0); next; next = readRecord(read, next.end)) yield next;
}
