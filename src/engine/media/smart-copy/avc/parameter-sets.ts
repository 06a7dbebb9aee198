import { AvcSyntaxError, BitReader, BitWriter } from './bits';
import { escapeUnit, unescapeUnit } from './nal-units';

/** What of a sequence parameter set (ITU-T H.264, 7.3.2.1.1) decides how slices are read, and what may join it. */
export type Sps = {
  /** profile_idc, the byte of constraint flags, level_idc. */
  readonly profile: number;
  readonly constraints: number;
  readonly level: number;
  readonly id: number;
  /** chroma_format_idc, and bits of luma and chroma above 8. */
  readonly format: readonly [chroma: number, luma: number, chromaBits: number];
  /** Scaling lists, colour planes apart or a lossless mode: none of it is handled. */
  readonly isSpecial: boolean;
  /** Bits of frame_num. */
  readonly frameNumBits: number;
  /** pic_order_cnt_type. */
  readonly orderType: number;
  /** Bits of pic_order_cnt_lsb; 0 where slices hold none. */
  readonly orderBits: number;
  readonly maxRefFrames: number;
  readonly mayHaveGaps: boolean;
  readonly framesOnly: boolean;
  /** Macroblocks across and down, and what is cropped: left, right, top, bottom. */
  readonly size: readonly number[];
  /** Bit of the unescaped unit behind the set's id, where high profiles tell of their chroma. */
  readonly afterId: number;
};

/** Profiles that are handled: (Constrained) Baseline, Main, (Constrained or Progressive) High. */
export const BASELINE = 66;
export const MAIN = 77;
export const HIGH = 100;

/** Throws `AvcSyntaxError`. */
export function parseSps(unit: Uint8Array): Sps {
  const reader = new BitReader(unescapeUnit(unit));
  reader.bits(8);
  const [profile, constraints, level] = [reader.bits(8), reader.bits(8), reader.bits(8)];
  if (![BASELINE, MAIN, HIGH].includes(profile)) throw new AvcSyntaxError(`profile ${profile}`);
  const id = reader.ue();
  const afterId = reader.position;
  const chroma = profile === HIGH ? readChroma(reader) : { format: [1, 0, 0] as const, isSpecial: false };
  const frameNumBits = reader.ue() + 4;
  const orderType = reader.ue();
  const orderBits = orderType === 0 ? reader.ue() + 4 : 0;
  if (orderType === 1) skipOrderCycle(reader);
  const [maxRefFrames, mayHaveGaps] = [reader.ue(), reader.flag()];
  const [width, height] = [reader.ue() + 1, reader.ue() + 1];
  const framesOnly = reader.flag();
  if (!framesOnly) reader.flag();
  reader.flag(); // direct_8x8_inference_flag
  const crop = reader.flag() ? [reader.ue(), reader.ue(), reader.ue(), reader.ue()] : [0, 0, 0, 0];
  return {
    ...{ profile, constraints, level, id, ...chroma, frameNumBits, orderType, orderBits },
    ...{ maxRefFrames, mayHaveGaps, framesOnly, size: [width, height, ...crop], afterId },
  };
}

function readChroma(reader: BitReader): Pick<Sps, 'format' | 'isSpecial'> {
  const chroma = reader.ue();
  const apart = chroma === 3 && reader.flag();
  const format = [chroma, reader.ue(), reader.ue()] as const;
  const lossless = reader.flag();
  // Scaling lists would have to be read to get behind them.
  if (reader.flag()) throw new AvcSyntaxError('scaling lists');
  return { format, isSpecial: apart || lossless };
}

function skipOrderCycle(reader: BitReader): void {
  reader.flag();
  reader.se();
  reader.se();
  for (let left = reader.ue(); left > 0; left--) reader.se();
}

/** What pictures of a raised profile are promised to keep to: Main keeps to itself, as its flag says. */
const FLAGS: Readonly<Record<number, number>> = { [MAIN]: 0x40, [HIGH]: 0 };

/** The set for a higher profile (`HIGH` or `MAIN`, never a lower one than its own) or a higher level. Level 1b of the lower profiles is a flag. */
export function raiseSps(unit: Uint8Array, profile: number, level: number): Uint8Array {
  const sps = parseSps(unit);
  if (profile <= sps.profile && level <= sps.level) return unit;
  const plain = unescapeUnit(unit);
  const writer = new BitWriter(plain.length + 8);
  writer.bits(plain[0]!, 8);
  writer.bits(Math.max(profile, sps.profile), 8);
  writer.bits(profile > sps.profile ? FLAGS[profile]! : sps.constraints & ~0x10, 8);
  writer.bits(Math.max(level, sps.level), 8);
  writer.ue(sps.id);
  if (profile === HIGH && sps.profile < HIGH) writeUsualChroma(writer);
  writer.copy(plain, sps.afterId, endOf(plain));
  return close(writer);
}

/** 4:2:0 of 8 bits, nothing special: what lower profiles take for granted. */
function writeUsualChroma(writer: BitWriter): void {
  writer.ue(1);
  writer.ue(0);
  writer.ue(0);
  writer.bits(0, 2);
}

/** What of a picture parameter set (7.3.2.2) decides how slices are read. */
export type Pps = {
  readonly id: number;
  readonly spsId: number;
  readonly cabac: boolean;
  /** Slices say the order of bottom fields. */
  readonly hasBottomOrder: boolean;
  /** Reference pictures of a P slice that does not say how many. */
  readonly references: number;
  readonly isWeighted: boolean;
  readonly hasDeblocking: boolean;
  /** 8×8 transforms: what only the High profile has. */
  readonly isHigh: boolean;
  /** Bit of the unescaped unit behind both ids. */
  readonly afterIds: number;
};

/** Throws `AvcSyntaxError`, also for slice groups, redundant pictures and scaling lists. */
export function parsePps(unit: Uint8Array): Pps {
  const plain = unescapeUnit(unit);
  const reader = new BitReader(plain);
  reader.bits(8);
  const [id, spsId] = [reader.ue(), reader.ue()];
  const afterIds = reader.position;
  const [cabac, hasBottomOrder] = [reader.flag(), reader.flag()];
  if (reader.ue() > 0) throw new AvcSyntaxError('slice groups');
  const references = reader.ue() + 1;
  reader.ue(); // of B slices
  const isWeighted = reader.flag();
  reader.bits(2); // weighted_bipred_idc
  for (let left = 3; left > 0; left--) reader.se(); // quantisers
  const hasDeblocking = reader.flag();
  reader.flag(); // constrained_intra_pred_flag
  if (reader.flag()) throw new AvcSyntaxError('redundant pictures');
  const isHigh = reader.position < endOf(plain);
  if (isHigh) {
    reader.flag(); // transform_8x8_mode_flag
    if (reader.flag()) throw new AvcSyntaxError('scaling lists');
  }
  return { id, spsId, cabac, hasBottomOrder, references, isWeighted, hasDeblocking, isHigh, afterIds };
}

/** The same set under another id, for the sequence `spsId`. */
export function renamePps(unit: Uint8Array, id: number, spsId: number): Uint8Array {
  const plain = unescapeUnit(unit);
  const writer = new BitWriter(plain.length + 8);
  writer.bits(plain[0]!, 8);
  writer.ue(id);
  writer.ue(spsId);
  writer.copy(plain, parsePps(unit).afterIds, endOf(plain));
  return close(writer);
}

/** The bit at which the data of an unescaped unit ends: its last 1 is the stop bit (7.3.2.11). */
export function endOf(plain: Uint8Array): number {
  const last = plain.findLastIndex((byte) => byte !== 0);
  if (last < 0) throw new AvcSyntaxError('no stop bit');
  return 8 * last + 7 - Math.log2(plain[last]! & -plain[last]!);
}

/** Ends a unit that was written without its stop bit. */
export function close(writer: BitWriter): Uint8Array<ArrayBuffer> {
  writer.flag(true);
  writer.align(false);
  return escapeUnit(writer.take());
}
