/** Boxes on the way to the sample descriptions of a track (ISO/IEC 14496-12, 8.5). */
const WAY = ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd'];
/** What is read of a box beyond its head. */
const HEAD_BYTES = 16;

/**
 * The most sample descriptions that a track of an mp4 has: with more than one, pictures change on the way. 0 for other
 * files.
 */
export async function mostSampleEntries(file: Blob): Promise<number> {
  return countIn(file, 0, file.size, 0);
}

async function countIn(file: Blob, from: number, to: number, depth: number): Promise<number> {
  let most = 0;
  for (let at = from; at + 8 <= to;) {
    const head = new DataView(await file.slice(at, at + HEAD_BYTES).arrayBuffer());
    const { size, bytes } = boxSize(head, to - at);
    if (size < bytes) return most;
    if (nameOf(head) === WAY[depth]) {
      const count =
        depth === WAY.length - 1
          ? head.getUint32(bytes + 4)
          : await countIn(file, at + bytes, at + size, depth + 1);
      most = Math.max(most, count);
    }
    at += size;
  }
  return most;
}

const nameOf = (head: DataView): string =>
  String.fromCharCode(head.getUint8(4), head.getUint8(5), head.getUint8(6), head.getUint8(7));

/** Bytes of a box, and of its head. */
function boxSize(head: DataView, left: number): { readonly size: number; readonly bytes: number } {
  const size = head.getUint32(0);
  if (size === 1 && head.byteLength >= 16) return { size: Number(head.getBigUint64(8)), bytes: 16 };
  return { size: size === 0 ? left : size, bytes: 8 };
}
