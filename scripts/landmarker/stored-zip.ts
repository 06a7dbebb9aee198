import { crc32 } from 'node:zlib';

/** MediaPipe maps the models inside a bundle straight from memory, so their bytes must lie aligned. */
const ALIGN = 64;
const LOCAL_HEADER = 30;
/** Extra-field id of the padding; any unassigned id will do (this is the one Android's zipalign uses). */
const PADDING_ID = 0xd935;

/** 1980-01-01, the earliest date that ZIP can say: the same input gives the same bytes. */
const DOS_DATE = 0x21;

/** "Made by" Unix, which has what a file may do in the upper half of its attributes: a file that anybody may run. */
const UNIX = 3 << 8;
const RUNS = 0o100755 * 0x10000;

/**
 * A ZIP archive of uncompressed entries whose data start on 64-byte boundaries. `runs`: true of files that are programs.
 */
export function storedZip(
  entries: readonly (readonly [name: string, bytes: Uint8Array])[],
  runs: (name: string) => boolean = () => false,
): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let position = 0;
  for (const [entryName, bytes] of entries) {
    const name = Buffer.from(entryName);
    const padding = paddingFor(position + LOCAL_HEADER + name.length);
    const common = commonHeader(bytes, name.length);
    const local = Buffer.alloc(4 + common.length + 2 + name.length + padding);
    local.writeUInt32LE(0x04034b50, 0);
    common.copy(local, 4);
    local.writeUInt16LE(padding, 28);
    name.copy(local, LOCAL_HEADER);
    if (padding > 0) {
      local.writeUInt16LE(PADDING_ID, LOCAL_HEADER + name.length);
      local.writeUInt16LE(padding - 4, LOCAL_HEADER + name.length + 2);
    }
    files.push(local, Buffer.from(bytes));
    directory.push(directoryEntry(common, name, position, runs(entryName)));
    position += local.length + bytes.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...files, central, endOfDirectory(entries.length, central.length, position)]);
}

/** Bytes of extra field that bring `position` to the boundary; an extra field is at least 4 bytes long. */
function paddingFor(position: number): number {
  const gap = (ALIGN - (position % ALIGN)) % ALIGN;
  return gap > 0 && gap < 4 ? gap + ALIGN : gap;
}

/** The 24 bytes that a local header and its directory entry share, from "version needed" to the name's length. */
function commonHeader(bytes: Uint8Array, nameLength: number): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(DOS_DATE, 8);
  header.writeUInt32LE(crc32(bytes), 10);
  header.writeUInt32LE(bytes.length, 14);
  header.writeUInt32LE(bytes.length, 18);
  header.writeUInt16LE(nameLength, 22);
  return header;
}

function directoryEntry(common: Buffer, name: Buffer, position: number, runs: boolean): Buffer {
  const entry = Buffer.alloc(46 + name.length);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(20 | (runs ? UNIX : 0), 4);
  if (runs) entry.writeUInt32LE(RUNS, 38);
  common.copy(entry, 6);
  entry.writeUInt32LE(position, 42);
  name.copy(entry, 46);
  return entry;
}

function endOfDirectory(count: number, bytes: number, position: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(position, 16);
  return end;
}
