/** An AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1): how the packets of a track are to be decoded. */
export type ConfigRecord = {
  readonly profile: number;
  /** The constraint flags, the byte between profile and level. */
  readonly constraints: number;
  readonly level: number;
  /** Bytes of the length before each NAL unit of a packet. */
  readonly lengthSize: number;
  /** Sequence and picture parameter sets, as NAL units. */
  readonly sequence: readonly Uint8Array[];
  readonly picture: readonly Uint8Array[];
  /** What high profiles add behind the sets. */
  readonly rest: Uint8Array;
};

/** Null where the record breaks off. */
export function readConfigRecord(record: Uint8Array): ConfigRecord | null {
  const [, profile = 0, constraints = 0, level = 0, lengthSize = 0] = record;
  const sequence = readSets(record, 5, 31);
  const picture = sequence && readSets(record, sequence.end, 255);
  return (
    picture && {
      ...{ profile, constraints, level, lengthSize: (lengthSize & 3) + 1 },
      ...{ sequence: sequence.sets, picture: picture.sets, rest: record.subarray(picture.end) },
    }
  );
}

export function writeConfigRecord(record: ConfigRecord): Uint8Array<ArrayBuffer> {
  const { profile, constraints, level, lengthSize, sequence, picture, rest } = record;
  return Uint8Array.from([
    ...[1, profile, constraints, level],
    // The bits that are reserved are ones.
    0xfc | (lengthSize - 1),
    ...writeSets(sequence, 0xe0),
    ...writeSets(picture, 0),
    ...rest,
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
  return [reserved | sets.length, ...sets.flatMap((set) => [set.length >> 8, set.length & 255, ...set])];
}
