/** One field of a protobuf message (its encoding's specification): number, wire type, and where its content lies. */
export type Field = {
  readonly number: number;
  /** 0 a number, 1 and 5 fixed, 2 bytes behind their length. */
  readonly wire: number;
  /** Where the field begins, its content begins, and it ends. */
  readonly start: number;
  readonly from: number;
  readonly to: number;
};

const FIXED: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

/** The fields of the message between two places. Throws `RangeError` where it is none. */
export function* fieldsOf(bytes: Uint8Array, from = 0, to = bytes.length): Generator<Field> {
  for (let at = from; at < to;) {
    const start = at;
    const tag = readNumber(bytes, at, to);
    const [number, wire] = [Math.floor(tag.value / 8), tag.value % 8];
    if (number === 0) throw new RangeError('no field');
    const next = tag.end;
    if (wire === 2) {
      const length = readNumber(bytes, next, to);
      at = length.end + length.value;
      yield { number, wire, start, from: length.end, to: within(at, to) };
      continue;
    }
    const fixed = FIXED[wire];
    if (wire !== 0 && fixed === undefined) throw new RangeError(`wire type ${wire}`);
    at = fixed === undefined ? readNumber(bytes, next, to).end : next + fixed;
    yield { number, wire, start, from: next, to: within(at, to) };
  }
}

function within(at: number, to: number): number {
  if (at > to) throw new RangeError('breaks off');
  return at;
}

/** A variable-length number, and the place behind it; of larger ones than 2^53 the value is not exact. */
export function readNumber(bytes: Uint8Array, from: number, to: number): { value: number; end: number } {
  let [value, factor] = [0, 1];
  for (let at = from; at < to && at < from + 10; at++, factor *= 128) {
    const byte = bytes[at] as number;
    value += (byte & 127) * factor;
    if (byte < 128) return { value, end: at + 1 };
  }
  throw new RangeError('number breaks off');
}

/** A number in as few bytes as it needs. */
export function writeNumber(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
  return [...bytes, left];
}
