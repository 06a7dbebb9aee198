/**
 * An AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1) without the fault of Firefox's encoder on Linux, which
 * writes the first byte of each parameter set twice, so that strict decoders refuse the file. The second byte of a
 * sequence parameter set is the record's profile: where the third one is in its place, bytes were doubled. Any other
 * record is handed back as it is.
 */
export function repairAvcConfig(record: Uint8Array): Uint8Array {
  const sequence = readSets(record, 5, 31);
  const picture = sequence && readSets(record, sequence.end, 255);
  const profile = record[1];
  const isDoubled = (set: Uint8Array) => set[0] === set[1] && set[1] !== profile && set[2] === profile;
  if (!picture || !sequence.sets.some(isDoubled)) return record;
  const [, , , , lengthSize = 0] = record;
  return Uint8Array.from([
    ...record.subarray(0, 4),
    // The bits that are reserved are ones; Firefox leaves them 0.
    lengthSize | 0xfc,
    ...writeSets(sequence.sets, 0xe0),
    ...writeSets(picture.sets, 0),
    ...record.subarray(picture.end),
  ]);
}

type Sets = { readonly sets: readonly Uint8Array[]; readonly end: number };

/** A count, in the bits of `mask`, and as many sets, each behind its length in two bytes; null where they break off. */
function readSets(record: Uint8Array, at: number, mask: number): Sets | null {
  const count = (record[at] ?? 0) & mask;
  const sets: Uint8Array[] = [];
  let end = at + 1;
  while (sets.length < count) {
    const from = end + 2;
    end = from + (((record[end] ?? 0) << 8) | (record[end + 1] ?? 0));
    sets.push(record.subarray(from, end));
  }
  return end <= record.length ? { sets, end } : null;
}

function writeSets(sets: readonly Uint8Array[], reserved: number): number[] {
  const once = sets.map((set) => (set[0] === set[1] ? set.subarray(1) : set));
  return [reserved | sets.length, ...once.flatMap((set) => [set.length >> 8, set.length & 255, ...set])];
}
