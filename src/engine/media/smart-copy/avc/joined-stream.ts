import { AvcSyntaxError } from './bits';
import { readConfigRecord, writeConfigRecord } from './config-record';
import { isSameUnit, isSlice, joinUnits, NAL, splitUnits, typeOf } from './nal-units';
import {
  BASELINE,
  HIGH,
  MAIN,
  parsePps,
  parseSps,
  raiseSps,
  renamePps,
  type Pps,
  type Sps,
} from './parameter-sets';
import { parseSliceHeader } from './slice-header';
import { IDR_IDS, SliceMover, type Stream } from './slice-mover';

/**
 * Two H.264 streams as one, which has the sequence parameter set of the `first` and the picture parameter sets of both:
 * to a decoder it is one sequence, so that nothing is set up anew where one follows the other. Packets of the first
 * stay as they are; those of the second get slice headers of the first one's form. Each stretch of either begins with
 * an IDR picture.
 */
export type JoinedStream = {
  /** AVCDecoderConfigurationRecord and codec string of the whole. */
  readonly description: Uint8Array<ArrayBuffer>;
  readonly codec: string;
  /** A packet of the first stream as it is written. `begins`: it is the first of a stretch. Throws `AvcSyntaxError`. */
  first(packet: Uint8Array, begins: boolean): Uint8Array;
  /** A packet of the second stream; each is given once, in order. Throws `AvcSyntaxError`. */
  second(packet: Uint8Array): Uint8Array;
};

/**
 * Joins the streams of two configuration records; null where that cannot be: they differ in size or format, are
 * interlaced, or the second needs what the first one's sequence does not allow.
 */
export function joinStreams(first: Uint8Array, second: Uint8Array): JoinedStream | null {
  try {
    const [own, added] = [readStream(first), readStream(second)];
    return canJoin(own.sps, added.sps) ? join(own, added) : null;
  } catch (reason) {
    if (reason instanceof AvcSyntaxError) return null;
    throw reason;
  }
}

function readStream(bytes: Uint8Array): Stream {
  const record = readConfigRecord(bytes);
  const spsUnit = record?.sequence[0];
  if (!spsUnit || record.sequence.length > 1) throw new AvcSyntaxError('not one sequence');
  const pps = new Map(record.picture.map(parsePps).map((set) => [set.id, set]));
  return { record, spsUnit, sps: parseSps(spsUnit), pps };
}

function canJoin(first: Sps, second: Sps): boolean {
  const isPlain = ({ format, isSpecial, framesOnly, orderType }: Sps) =>
    format.join() === '1,0,0' && !isSpecial && framesOnly && orderType !== 1;
  return (
    isPlain(first) &&
    isPlain(second) &&
    first.size.join() === second.size.join() &&
    // A larger number would change which pictures the first one's slices refer to.
    second.maxRefFrames <= first.maxRefFrames &&
    !second.mayHaveGaps
  );
}

function join(first: Stream, second: Stream): JoinedStream {
  const names = freeIds(first.pps, second.pps);
  const profile = profileFor(first.sps, second.pps);
  const spsUnit = raiseSps(first.spsUnit, profile, second.sps.level);
  const sps = parseSps(spsUnit);
  const added = second.record.picture.map((unit) => renamePps(unit, names.get(parsePps(unit).id)!, sps.id));
  const description = writeConfigRecord({
    ...{ profile: sps.profile, constraints: sps.constraints, level: sps.level, lengthSize: 4 },
    ...{ sequence: [spsUnit], picture: [...first.record.picture, ...added] },
    rest: restFor(first, sps),
  });
  const mover = new SliceMover(second, sps, names);
  const hex = [sps.profile, sps.constraints, sps.level].map((byte) => byte.toString(16).padStart(2, '0'));
  return {
    ...{ description, codec: `avc1.${hex.join('')}` },
    first: (packet, begins) => checked(packet, first, begins),
    second: (packet) => mover.move(packet),
  };
}

/** Ids for the added picture parameter sets that the others do not have. */
function freeIds(taken: ReadonlyMap<number, Pps>, added: ReadonlyMap<number, Pps>): Map<number, number> {
  const names = new Map<number, number>();
  let id = 0;
  for (const old of added.keys()) {
    while (taken.has(id)) id++;
    names.set(old, id++);
  }
  if (id > 256) throw new AvcSyntaxError('too many picture parameter sets');
  return names;
}

/** The lowest profile, not below the first one's, that has what the added sets ask for. */
function profileFor({ profile, constraints }: Sps, added: ReadonlyMap<number, Pps>): number {
  const sets = [...added.values()];
  const needed = sets.some(({ isHigh }) => isHigh)
    ? HIGH
    : sets.some(({ cabac, isWeighted }) => cabac || isWeighted)
      ? MAIN
      : BASELINE;
  if (needed <= profile) return profile;
  // Without this flag a Baseline stream may use what higher profiles do not have.
  if (profile === BASELINE && (constraints & 0x40) === 0) throw new AvcSyntaxError('extended Baseline');
  return needed;
}

/** High profiles tell of their chroma behind the sets: 4:2:0, 8 bits, no extension sets. */
function restFor({ record, sps: { profile } }: Stream, raised: Sps): Uint8Array {
  return raised.profile === HIGH && profile !== HIGH ? Uint8Array.of(0xfd, 0xf8, 0xf8, 0) : record.rest;
}

/** A packet of the first stream: sets in it must be those that are known, and are left out. */
function checked(packet: Uint8Array, { record, sps, pps }: Stream, begins: boolean): Uint8Array {
  const units = splitUnits(packet, record.lengthSize);
  const known = [...record.sequence, ...record.picture];
  const kept = units.filter((unit) => {
    const type = typeOf(unit);
    if (type !== NAL.sps && type !== NAL.pps) return true;
    if (!known.some((set) => isSameUnit(set, unit))) throw new AvcSyntaxError('other sets in the stream');
    return false;
  });
  const usual: readonly number[] = [NAL.slice, NAL.idr, NAL.sei, NAL.delimiter, NAL.filler];
  if (!kept.every((unit) => usual.includes(typeOf(unit)))) throw new AvcSyntaxError('unusual unit');
  if (begins) checkStart(kept.filter(isSlice), { sps, pps });
  return record.lengthSize === 4 && kept.length === units.length ? packet : joinUnits(kept);
}

function checkStart(slices: readonly Uint8Array[], sets: Pick<Stream, 'sps' | 'pps'>): void {
  if (slices.length === 0 || !slices.every((unit) => typeOf(unit) === NAL.idr))
    throw new AvcSyntaxError('no IDR picture');
  const { dropsPrior, idrId } = parseSliceHeader(slices[0]!, sets);
  if (dropsPrior || idrId === null || idrId >= IDR_IDS[0]) throw new AvcSyntaxError('other IDR picture');
}
