/**
 * As much of protocol buffers (https://protobuf.dev/programming-guides/encoding/) as cutting an ONNX file takes: a message
 * is a list of fields, each kept as the bytes that it had.
 */
export type Field = {
  readonly number: number;
  /** 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes. */
  readonly wire: number;
  /** Of a length-delimited field what is inside, of others the value as it is coded. */
  readonly bytes: Uint8Array;
};

/** The fields of a message, in order. Throws `RangeError` where the bytes are no message. */
export function readFields(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  while (at < message.length) {
    const tag = readVarint(message, at);
    const [number, wire] = [tag.value >>> 3, tag.value & 7];
    let start = tag.end;
    let end: number;
    if (wire === 0) end = readVarint(message, start).end;
    else if (wire === 1) end = start + 8;
    else if (wire === 5) end = start + 4;
    else if (wire === 2) {
      const length = readVarint(message, start);
      start = length.end;
      end = start + length.value;
    } else throw new RangeError(`wire type ${wire} at ${at}`);
    if (end > message.length) throw new RangeError(`field ${number} ends behind its message`);
    fields.push({ number, wire, bytes: message.subarray(start, end) });
    at = end;
  }
  return fields;
}

export function writeFields(fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.flatMap(({ number, wire, bytes }) => [
      varint((number << 3) | wire),
      ...(wire === 2 ? [varint(bytes.length)] : []),
      bytes,
    ]),
  );
}

export const text = (field: Field) => Buffer.from(field.bytes).toString('utf8');
export const textField = (number: number, value: string): Field => ({
  ...{ number, wire: 2 },
  bytes: Buffer.from(value),
});
export const messageField = (number: number, fields: readonly Field[]): Field => ({
  ...{ number, wire: 2 },
  bytes: writeFields(fields),
});
export const varintField = (number: number, value: number): Field => ({
  ...{ number, wire: 0 },
  bytes: varint(value),
});

function readVarint(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, end: at + i + 1 };
  }
  throw new RangeError(`no number at ${at}`);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 0x80);
  }
}
