import { checkCount, checkFrames } from '../input/limits';

/** Boxes whose content is boxes (ISO/IEC 14496-12), on the way to the tables of samples. */
const PARENTS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'moof', 'traf', 'edts']);
/** Tables by the bytes of one entry. Their counts stand behind version and flags. */
const ENTRY_BYTES: Readonly<Record<string, number>> = {
  ...{ stts: 8, ctts: 8, stsc: 12, stco: 4, co64: 8, stss: 4, elst: 12 },
};
/** A file has no more boxes on that way; what has more is made to be slow. */
const MOST_BOXES = 500_000;
const HEAD_BYTES = 16;
const TIMES_BYTES = 64 * 1024;

/** Samples that a table of sizes and one of times speak of; 0 before they are read. */
type Track = { readonly samples: number; readonly timed: number };
type Box = { readonly type: string; readonly at: number; readonly end: number };

/** Reads pieces of a file, each range once where they lie side by side. */
class Reader {
  readonly #file: Blob;
  #at = 0;
  #bytes = new DataView(new ArrayBuffer(0));

  constructor(file: Blob) {
    this.#file = file;
  }

  /** `length` bytes at `at`; fewer where the file ends. */
  async at(at: number, length: number): Promise<DataView> {
    if (at < this.#at || at + length > this.#at + this.#bytes.byteLength) {
      this.#at = at;
      this.#bytes = new DataView(
        await this.#file.slice(at, at + Math.max(length, TIMES_BYTES)).arrayBuffer(),
      );
    }
    const from = at - this.#at;
    const there = Math.max(0, Math.min(length, this.#bytes.byteLength - from));
    return new DataView(this.#bytes.buffer, Math.min(from, this.#bytes.byteLength), there);
  }
}

/** The box at `at`; null where none begins before `end`. A size beyond the file ends with the file. */
async function boxAt(reader: Reader, at: number, end: number): Promise<Box | null> {
  const head = await reader.at(at, HEAD_BYTES);
  if (head.byteLength < 8) return null;
  let size = head.getUint32(0);
  let header = 8;
  if (size === 1 && head.byteLength === HEAD_BYTES) [size, header] = [Number(head.getBigUint64(8)), 16];
  if (size === 0) size = end - at;
  if (size < header) return null;
  const type = String.fromCharCode(...[4, 5, 6, 7].map((i) => head.getUint8(i)));
  return { type, at: at + header, end: Math.min(end, at + size) };
}

/** True where a file begins as an mp4 or mov does. */
function isMp4(head: DataView): boolean {
  if (head.byteLength < 8) return false;
  const type = String.fromCharCode(...[4, 5, 6, 7].map((i) => head.getUint8(i)));
  return ['ftyp', 'styp', 'moov', 'moof', 'mdat', 'wide', 'free', 'skip', 'pnot'].includes(type);
}

/**
 * Holds the counts in the tables of an mp4 or mov against the bytes that are there, before a demuxer makes room by them:
 * a table of 20 bytes can announce thousands of millions of samples. Says nothing of other files, nor of what is only
 * damaged. Throws `input/announced`, `input/too-long`.
 */
export async function checkMp4Tables(file: Blob): Promise<void> {
  const reader = new Reader(file);
  if (!isMp4(await reader.at(0, 8))) return;
  let boxes = 0;
  /** Samples of all fragments. */
  let fragmented = 0;
  /** What the track is that is being looked at; said before its tables. */
  let handler = '';

  const walk = async (from: number, end: number, path: readonly string[]): Promise<void> => {
    let track: Track = { samples: 0, timed: 0 };
    for (let at = from; at < end;) {
      const box = await boxAt(reader, at, end);
      if (!box) return;
      checkCount('boxes', ++boxes, 1, MOST_BOXES);
      if (PARENTS.has(box.type) && path.length < 8) await walk(box.at, box.end, [...path, box.type]);
      else track = await look(box, track);
      at = box.end;
    }
  };

  const look = async (box: Box, track: Track): Promise<Track> => {
    const { type, at } = box;
    const bytes = Math.max(0, box.end - at);
    const table = await reader.at(at, 12);
    if (table.byteLength < 8) return track;
    const [flags, count] = [table.getUint32(0) & 0xffffff, table.getUint32(4)];
    if (type === 'hdlr' && table.byteLength === 12)
      handler = String.fromCharCode(...[8, 9, 10, 11].map((i) => table.getUint8(i)));
    if (type === 'stsz' && table.byteLength === 12) {
      const [size, samples] = [count, table.getUint32(8)];
      if (size > 0) checkCount('samples', samples, size, file.size);
      else checkCount('samples', samples, 4, bytes);
      if (handler === 'vide') checkFrames(samples);
      return checkTimes({ ...track, samples });
    }
    if (type === 'stz2' && table.byteLength === 12) {
      checkCount('samples', table.getUint32(8), 0.5, bytes);
      return checkTimes({ ...track, samples: table.getUint32(8) });
    }
    if (type === 'trun') {
      // Each may be described by nothing at all, but is at least a byte.
      const members = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
      checkCount('samples', count, 4 * members, bytes);
      fragmented += count;
      checkCount('samples', fragmented, 1, file.size);
      return track;
    }
    const each = ENTRY_BYTES[type];
    if (each === undefined) return track;
    checkCount(`entries of ${type}`, count, each, bytes);
    if (type !== 'stts') return track;
    return checkTimes({ ...track, timed: await timedSamples(at + 8, count) });
  };

  /** How many samples a table of times speaks of. */
  const timedSamples = async (at: number, entries: number): Promise<number> => {
    let samples = 0;
    for (let i = 0; i < entries;) {
      const piece = await reader.at(at + 8 * i, Math.min(8 * (entries - i), TIMES_BYTES));
      if (piece.byteLength < 8) break;
      for (let within = 0; within + 8 <= piece.byteLength; within += 8, i++)
        samples += piece.getUint32(within);
    }
    return samples;
  };

  /** Times of far more samples than there are. */
  const checkTimes = (track: Track): Track => {
    if (track.samples > 0 && track.timed > 0)
      checkCount('times', track.timed, 1, Math.max(2 * track.samples, track.samples + 1000));
    return track;
  };

  await walk(0, file.size, []);
}
