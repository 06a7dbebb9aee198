import { AvcSyntaxError, BitReader } from './bits';
import { NAL, refIdcOf, typeOf, unescapeUnit } from './nal-units';
import type { Pps, Sps } from './parameter-sets';

/** A slice header (ITU-T H.264, 7.3.3) as far as it is needed to give its picture another place. */
export type SliceHeader = {
  readonly firstMacroblock: number;
  /** slice_type as it stands, 0 … 9. */
  readonly type: number;
  readonly ppsId: number;
  readonly frameNum: number;
  /** idr_pic_id; null for what is no IDR picture. */
  readonly idrId: number | null;
  /** delta_pic_order_cnt_bottom; null where it is not said. */
  readonly bottomOrder: number | null;
  /** no_output_of_prior_pics_flag: pictures before this one that were not shown yet never will be. */
  readonly dropsPrior: boolean;
  /** Long-term references are made or used, or all references forgotten. */
  readonly isSpecial: boolean;
  /** Bits of the unescaped unit: behind what says the picture's order, and where the slice's data begins. */
  readonly afterOrder: number;
  readonly end: number;
};

type Sets = { readonly sps: Sps; readonly pps: ReadonlyMap<number, Pps> };

const P = 0;
const I = 2;

/**
 * Reads the header of an I or P slice of a stream without fields. Throws `AvcSyntaxError`, also for B slices.
 */
export function parseSliceHeader(unit: Uint8Array, { sps, pps: sets }: Sets): SliceHeader {
  const reader = new BitReader(unescapeUnit(unit));
  const isIdr = typeOf(unit) === NAL.idr;
  reader.bits(8);
  const [firstMacroblock, type, ppsId] = [reader.ue(), reader.ue(), reader.ue()];
  const pps = sets.get(ppsId);
  const kind = type % 5;
  if (!pps || (kind !== P && kind !== I) || !sps.framesOnly || sps.orderType === 1)
    throw new AvcSyntaxError(`slice of type ${type}`);
  const frameNum = reader.bits(sps.frameNumBits);
  const idrId = isIdr ? reader.ue() : null;
  if (sps.orderType === 0) reader.bits(sps.orderBits);
  const bottomOrder = sps.orderType === 0 && pps.hasBottomOrder ? reader.se() : null;
  const afterOrder = reader.position;
  const usesLongTerm = kind === P && readReferences(reader, pps);
  const marking = refIdcOf(unit) > 0 ? readMarking(reader, isIdr) : { dropsPrior: false, isSpecial: false };
  if (pps.cabac && kind === P) reader.ue(); // cabac_init_idc
  reader.se(); // slice_qp_delta
  if (pps.hasDeblocking && reader.ue() !== 1) {
    reader.se();
    reader.se();
  }
  return {
    ...{ firstMacroblock, type, ppsId, frameNum, idrId, bottomOrder },
    ...{ dropsPrior: marking.dropsPrior, isSpecial: usesLongTerm || marking.isSpecial },
    ...{ afterOrder, end: reader.position },
  };
}

/** Which pictures a P slice refers to, and with what weights. True where long-term ones are among them. */
function readReferences(reader: BitReader, pps: Pps): boolean {
  const count = reader.flag() ? reader.ue() + 1 : pps.references;
  const usesLongTerm = readModification(reader);
  if (pps.isWeighted) readWeights(reader, count);
  return usesLongTerm;
}

/** ref_pic_list_modification (7.3.3.1). */
function readModification(reader: BitReader): boolean {
  if (!reader.flag()) return false;
  let usesLongTerm = false;
  for (let operation = reader.ue(); operation !== 3; operation = reader.ue()) {
    if (operation > 3) throw new AvcSyntaxError('list modification');
    usesLongTerm ||= operation === 2;
    reader.ue();
  }
  return usesLongTerm;
}

/** pred_weight_table (7.3.3.2) of 4:2:0 pictures. */
function readWeights(reader: BitReader, count: number): void {
  reader.ue();
  reader.ue();
  for (let reference = 0; reference < count; reference++) {
    for (const numbers of [2, 4]) {
      if (!reader.flag()) continue;
      for (let left = numbers; left > 0; left--) reader.se();
    }
  }
}

/** dec_ref_pic_marking (7.3.3.3). */
function readMarking(reader: BitReader, isIdr: boolean): Pick<SliceHeader, 'dropsPrior' | 'isSpecial'> {
  if (isIdr) return { dropsPrior: reader.flag(), isSpecial: reader.flag() };
  let isSpecial = false;
  if (!reader.flag()) return { dropsPrior: false, isSpecial };
  for (let operation = reader.ue(); operation !== 0; operation = reader.ue()) {
    isSpecial ||= operation !== 1;
    if (operation !== 5) reader.ue();
    if (operation === 3) reader.ue();
  }
  return { dropsPrior: false, isSpecial };
}
