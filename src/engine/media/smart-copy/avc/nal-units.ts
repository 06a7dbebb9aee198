import { AvcSyntaxError } from './bits';

/** Types of NAL units (ITU-T H.264, table 7-1) that are told apart here. */
export const NAL = {
  slice: 1,
  idr: 5,
  sei: 6,
  sps: 7,
  pps: 8,
  delimiter: 9,
  filler: 12,
  prefix: 14,
} as const;

export const typeOf = (unit: Uint8Array): number => (unit[0] ?? 0) & 31;
export const isSlice = (unit: Uint8Array): boolean => typeOf(unit) === NAL.slice || typeOf(unit) === NAL.idr;
/** 0 where no other picture refers to this one. */
export const refIdcOf = (unit: Uint8Array): number => ((unit[0] ?? 0) >> 5) & 3;

/** The NAL units of a packet, each behind its length in `lengthSize` bytes. Throws `AvcSyntaxError` where they break off. */
export function splitUnits(packet: Uint8Array, lengthSize: number): Uint8Array[] {
  const units: Uint8Array[] = [];
  let at = 0;
  while (at < packet.length) {
    let length = 0;
    for (const byte of packet.subarray(at, at + lengthSize)) length = length * 256 + byte;
    const end = at + lengthSize + length;
    if (length === 0 || end > packet.length) throw new AvcSyntaxError('unit breaks off');
    units.push(packet.subarray(at + lengthSize, end));
    at = end;
  }
  return units;
}

/** The units between the start codes (0, 0, 1) of a byte stream. */
export function splitByteStream(bytes: Uint8Array): Uint8Array[] {
  const units: Uint8Array[] = [];
  let from = -1;
  for (let at = 0; at + 2 < bytes.length; at++) {
    if (bytes[at] !== 0 || bytes[at + 1] !== 0 || bytes[at + 2] !== 1) continue;
    if (from >= 0) units.push(bytes.subarray(from, at));
    from = at + 3;
    at += 2;
  }
  if (from >= 0) units.push(bytes.subarray(from));
  return units;
}

/** A packet of these units, each behind its length in four bytes. */
export function joinUnits(units: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const packet = new Uint8Array(units.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(packet.buffer);
  let at = 0;
  for (const unit of units) {
    view.setUint32(at, unit.length);
    packet.set(unit, at + 4);
    at += 4 + unit.length;
  }
  return packet;
}

/** A unit without its emulation prevention bytes (7.4.1): the 3 of each 0, 0, 3. */
export function unescapeUnit(unit: Uint8Array): Uint8Array {
  const plain = new Uint8Array(unit.length);
  let length = 0;
  let zeros = 0;
  for (const byte of unit) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    plain[length++] = byte;
  }
  return plain.subarray(0, length);
}

/** The reverse: no start code (0, 0, 0 … 3) is left in the unit, and it does not end with 0. */
export function escapeUnit(plain: Uint8Array): Uint8Array<ArrayBuffer> {
  const unit = new Uint8Array(plain.length + (plain.length >> 1) + 1);
  let length = 0;
  let zeros = 0;
  for (const byte of plain) {
    if (zeros >= 2 && byte <= 3) {
      unit[length++] = 3;
      zeros = 0;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    unit[length++] = byte;
  }
  if (plain.at(-1) === 0) unit[length++] = 3;
  return unit.slice(0, length);
}

export function isSameUnit(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
