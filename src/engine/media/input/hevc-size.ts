import { AvcSyntaxError, BitReader } from '../smart-copy/avc/bits';
import { splitByteStream, splitUnits, unescapeUnit } from '../smart-copy/avc/nal-units';

/** nal_unit_type of a sequence parameter set. */
const SPS = 33;
/** Where a configuration record tells how long a unit's length is (ISO/IEC 14496-15, 8.3.3.1). */
const LENGTH_SIZE_AT = 21;
/** Bits of a profile and of a level. */
const [PROFILE, LEVEL] = [88, 8];

type Size = { readonly width: number; readonly height: number };

/**
 * Sizes of shown pictures that a packet of HEVC tells, none where it tells nothing that can be read. `record`: what its track
 * is set up with; packets without one are in the byte stream format (annex B).
 */
export function hevcSizesOf(packet: Uint8Array, record: Uint8Array | null): Size[] {
  const lengthSize = ((record?.[LENGTH_SIZE_AT] ?? 0) & 3) + 1;
  try {
    const units = record ? splitUnits(packet, lengthSize) : splitByteStream(packet);
    return units.filter((unit) => (unit[0] ?? 0) >> 1 === SPS).map(readHevcSize);
  } catch (reason) {
    if (reason instanceof AvcSyntaxError) return [];
    throw reason;
  }
}

/** Reads a sequence parameter set as far as its size (ITU-T H.265, 7.3.2.2). Throws `AvcSyntaxError`. */
function readHevcSize(unit: Uint8Array): Size {
  const reader = new BitReader(unescapeUnit(unit));
  reader.bits(16); // header of the unit
  reader.bits(4); // id of the video parameter set
  const layers = reader.bits(3);
  reader.flag(); // temporal nesting
  skip(reader, PROFILE + LEVEL);
  skipLayers(reader, layers);
  reader.ue(); // id
  const chroma = reader.ue();
  const planesApart = chroma === 3 && reader.flag();
  const [width, height] = [reader.ue(), reader.ue()];
  const [left, right, top, bottom] = reader.flag()
    ? [reader.ue(), reader.ue(), reader.ue(), reader.ue()]
    : [0, 0, 0, 0];
  const across = !planesApart && (chroma === 1 || chroma === 2) ? 2 : 1;
  const down = !planesApart && chroma === 1 ? 2 : 1;
  return { width: width - across * (left + right), height: height - down * (top + bottom) };
}

/** Skips what is told of temporal layers below the highest. */
function skipLayers(reader: BitReader, layers: number): void {
  if (layers === 0) return;
  const told = Array.from({ length: layers }, () => [reader.flag(), reader.flag()] as const);
  skip(reader, 2 * (8 - layers));
  for (const [profile, level] of told) skip(reader, (profile ? PROFILE : 0) + (level ? LEVEL : 0));
}

function skip(reader: BitReader, bits: number): void {
  for (let left = bits; left > 0; left -= 8) reader.bits(Math.min(8, left));
}
