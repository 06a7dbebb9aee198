import { AvcSyntaxError, BitWriter } from './bits';
import type { ConfigRecord } from './config-record';
import {
  escapeUnit,
  isSameUnit,
  isSlice,
  joinUnits,
  NAL,
  refIdcOf,
  splitUnits,
  typeOf,
  unescapeUnit,
} from './nal-units';
import { close, endOf, type Pps, type Sps } from './parameter-sets';
import { parseSliceHeader, type SliceHeader } from './slice-header';

/**
 * idr_pic_id of the pictures that were given another place, in turns: two IDR pictures in a row must not have the
 * same one (ITU-T H.264, 7.4.3), and those of other encoders count from 0.
 */
export const IDR_IDS = [65534, 65535] as const;

/** A stream as its configuration record tells of it. */
export type Stream = {
  readonly record: ConfigRecord;
  readonly spsUnit: Uint8Array;
  readonly sps: Sps;
  readonly pps: ReadonlyMap<number, Pps>;
};

/** Where a picture stands in the joined stream. */
type Place = { readonly frameNum: number; readonly order: number; readonly idrId: number };

/** Writes the slices of a stream that refers to no later pictures as slices of another sequence. */
export class SliceMover {
  readonly #from: Stream;
  readonly #to: Sps;
  readonly #names: ReadonlyMap<number, number>;
  /** frame_num of the last reference picture, in the stream it comes from and without a bound. */
  #lastNum = 0;
  #frameNum = 0;
  /** Pictures since the last IDR picture. */
  #order = 0;
  #idrs = 0;

  constructor(from: Stream, to: Sps, names: ReadonlyMap<number, number>) {
    [this.#from, this.#to, this.#names] = [from, to, names];
  }

  /** A packet of the stream; each is given once, in order. Throws `AvcSyntaxError`. */
  move(packet: Uint8Array): Uint8Array {
    const { record } = this.#from;
    const moved: Uint8Array[] = [];
    let place: Place | null = null;
    for (const unit of splitUnits(packet, record.lengthSize)) {
      if (typeOf(unit) === NAL.delimiter) moved.push(unit);
      if (!isSlice(unit)) this.#checkLeftOut(unit);
      else {
        const header = parseSliceHeader(unit, this.#from);
        if (header.isSpecial || header.dropsPrior) throw new AvcSyntaxError('special references');
        place ??= this.#placeOf(unit, header);
        moved.push(this.#rewrite(unit, header, place));
      }
    }
    if (!place) throw new AvcSyntaxError('no picture');
    return joinUnits(moved);
  }

  /** What goes besides slices: messages that may speak of the own sequence, the sets that the record holds, stuffing. */
  #checkLeftOut(unit: Uint8Array): void {
    const { sequence, picture } = this.#from.record;
    const type = typeOf(unit);
    const isSet = type === NAL.sps || type === NAL.pps;
    const left: readonly number[] = [NAL.sei, NAL.delimiter, NAL.filler, NAL.prefix];
    const known = isSet
      ? [...sequence, ...picture].some((set) => isSameUnit(set, unit))
      : left.includes(type);
    if (!known) throw new AvcSyntaxError('unusual unit');
  }

  #placeOf(unit: Uint8Array, { frameNum, idrId }: SliceHeader): Place {
    const isReference = refIdcOf(unit) > 0;
    // Without an order in the header a decoder takes it from frame_num, which not every picture has for itself.
    if (this.#to.orderType === 2 && !isReference) throw new AvcSyntaxError('no order for it');
    if (idrId !== null) {
      [this.#lastNum, this.#frameNum, this.#order] = [0, 0, 0];
      this.#idrs++;
    }
    const modulus = 2 ** this.#from.sps.frameNumBits;
    const number = this.#frameNum + ((frameNum - this.#lastNum + modulus) % modulus);
    if (isReference) [this.#lastNum, this.#frameNum] = [frameNum, number];
    return { frameNum: number, order: 2 * this.#order++, idrId: IDR_IDS[this.#idrs % 2]! };
  }

  #rewrite(unit: Uint8Array, header: SliceHeader, { frameNum, order, idrId }: Place): Uint8Array {
    const plain = unescapeUnit(unit);
    const { frameNumBits, orderType, orderBits } = this.#to;
    const { pps } = this.#from;
    const writer = new BitWriter(plain.length + 16);
    writer.bits(plain[0]!, 8);
    writer.ue(header.firstMacroblock);
    writer.ue(header.type);
    writer.ue(this.#names.get(header.ppsId)!);
    writer.bits(frameNum % 2 ** frameNumBits, frameNumBits);
    if (header.idrId !== null) writer.ue(idrId);
    if (orderType === 0) {
      writer.bits(order % 2 ** orderBits, orderBits);
      if (pps.get(header.ppsId)!.hasBottomOrder) writer.se(header.bottomOrder ?? 0);
    }
    if (!pps.get(header.ppsId)!.cabac) {
      writer.copy(plain, header.afterOrder, endOf(plain));
      return close(writer);
    }
    writer.copy(plain, header.afterOrder, header.end);
    // CABAC data begins with a byte of its own, and ends as it does: its stop bit is the coder's last.
    writer.align(true);
    writer.copy(plain, 8 * Math.ceil(header.end / 8), 8 * plain.length);
    return escapeUnit(writer.take());
  }
}
