import { BitReader, AvcSyntaxError } from './bits';
import { readConfigRecord } from './config-record';
import { NAL, splitByteStream, splitUnits, typeOf, unescapeUnit } from './nal-units';

/** What a sequence parameter set tells of its pictures. */
export type PictureFormat = {
  /** Pixels that are shown. */
  readonly width: number;
  readonly height: number;
  /** Width over height of a pixel; 1 where it is not told. */
  readonly pixelAspect: number;
  /** Pictures may be coded as fields. */
  readonly mayHaveFields: boolean;
};

/** Profiles that tell of their chroma (ITU-T H.264, 7.3.2.1.1). */
const WITH_CHROMA = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Table E-1: shapes of pixels by aspect_ratio_idc. */
const ASPECTS = [
  ...[1, 1, 12 / 11, 10 / 11, 16 / 11, 40 / 33, 24 / 11, 20 / 11, 32 / 11, 80 / 33, 18 / 11, 15 / 11],
  ...[64 / 33, 160 / 99, 4 / 3, 3 / 2, 2],
];
const EXTENDED = 255;

/** Reads a sequence parameter set of any profile as far as is told here. Throws `AvcSyntaxError`. */
export function readPictureFormat(unit: Uint8Array): PictureFormat {
  const reader = new BitReader(unescapeUnit(unit));
  reader.bits(8);
  const profile = reader.bits(8);
  reader.bits(16); // constraints and level
  reader.ue(); // id
  const chroma = WITH_CHROMA.has(profile) ? readChroma(reader) : 1;
  reader.ue(); // bits of frame_num
  skipOrder(reader);
  reader.ue(); // reference frames
  reader.flag(); // gaps
  const [columns, rows] = [reader.ue() + 1, reader.ue() + 1];
  const framesOnly = reader.flag();
  if (!framesOnly) reader.flag();
  reader.flag(); // direct_8x8_inference_flag
  const [left, right, top, bottom] = reader.flag()
    ? [reader.ue(), reader.ue(), reader.ue(), reader.ue()]
    : [0, 0, 0, 0];
  const across = chroma === 1 || chroma === 2 ? 2 : 1;
  const down = (chroma === 1 ? 2 : 1) * (framesOnly ? 1 : 2);
  return {
    width: 16 * columns - across * (left + right),
    height: 16 * rows * (framesOnly ? 1 : 2) - down * (top + bottom),
    pixelAspect: reader.flag() && reader.flag() ? readAspect(reader) : 1,
    mayHaveFields: !framesOnly,
  };
}

/** chroma_format_idc, or 3 where its planes are coded apart. */
function readChroma(reader: BitReader): number {
  const chroma = reader.ue();
  if (chroma === 3) reader.flag();
  reader.ue(); // bits of luma
  reader.ue(); // bits of chroma
  reader.flag(); // lossless
  if (!reader.flag()) return chroma;
  for (let list = 0; list < (chroma === 3 ? 12 : 8); list++)
    if (reader.flag()) skipScalingList(reader, list < 6 ? 16 : 64);
  return chroma;
}

function skipScalingList(reader: BitReader, size: number): void {
  let [last, next] = [8, 8];
  for (let at = 0; at < size; at++) {
    if (next !== 0) next = (last + reader.se() + 256) % 256;
    if (next !== 0) last = next;
  }
}

function skipOrder(reader: BitReader): void {
  const type = reader.ue();
  if (type === 0) reader.ue();
  if (type !== 1) return;
  reader.flag();
  reader.se();
  reader.se();
  for (let left = reader.ue(); left > 0; left--) reader.se();
}

function readAspect(reader: BitReader): number {
  const index = reader.bits(8);
  if (index !== EXTENDED) return ASPECTS[index] ?? 1;
  const [across, down] = [reader.bits(16), reader.bits(16)];
  return across > 0 && down > 0 ? across / down : 1;
}

/**
 * The formats that a packet, or else the record that its track is set up with, tells; none where both tell nothing that
 * can be read. Packets without a record are in the byte stream format (annex B).
 */
export function formatsOf(packet: Uint8Array, record: Uint8Array | null): PictureFormat[] {
  const setUp = record && readConfigRecord(record);
  try {
    const units = setUp ? splitUnits(packet, setUp.lengthSize) : splitByteStream(packet);
    const sets = units.filter((unit) => typeOf(unit) === NAL.sps);
    return (sets.length > 0 ? sets : (setUp?.sequence ?? [])).map(readPictureFormat);
  } catch (reason) {
    if (reason instanceof AvcSyntaxError) return [];
    throw reason;
  }
}
