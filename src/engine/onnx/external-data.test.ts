import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { externalFiles, withExternalData, type Piece } from './external-data';
import { fieldsOf, writeNumber } from './protobuf';

/** A field that holds bytes or a message. */
const field = (number: number, content: readonly number[]) => [
  ...writeNumber(8 * number + 2),
  ...writeNumber(content.length),
  ...content,
];
const number = (at: number, value: number) => [...writeNumber(8 * at), ...writeNumber(value)];
const text = (value: string) => [...new TextEncoder().encode(value)];
const entry = (key: string, value: string) => field(13, [...field(1, text(key)), ...field(2, text(value))]);

const external = (file: string, offset: number, length: number) => [
  ...number(1, 4),
  ...field(8, text('weights')),
  ...entry('location', file),
  ...entry('offset', String(offset)),
  ...entry('length', String(length)),
  ...number(14, 1),
];
const plain = [...number(1, 4), ...field(9, [1, 2, 3, 4])];

/** A model with tensors as initializers, in a node's attribute, and in a graph within an attribute. */
const model = (initializers: number[][], attribute: number[]) =>
  Uint8Array.from([
    ...number(1, 9),
    ...field(7, [
      ...initializers.flatMap((tensor) => field(5, tensor)),
      ...field(1, [...field(4, text('If')), ...field(5, field(6, field(1, field(5, field(5, attribute)))))]),
    ]),
  ]);

/** The pieces as one, with files made of their offsets. */
function whole(pieces: readonly Piece[]): Uint8Array {
  return Uint8Array.from(
    pieces.flatMap((piece) =>
      piece instanceof Uint8Array
        ? [...piece]
        : Array.from({ length: piece.to - piece.from }, (_, i) => (piece.from + i) % 256),
    ),
  );
}

describe('weights in a file beside a model', () => {
  const given = model([external('sub/权重.data', 256, 4), plain], external('more.bin', 8, 200));

  it('are found wherever tensors stand', () => {
    expect(externalFiles(given).sort()).toEqual(['more.bin', '权重.data']);
  });

  it('become part of the model', () => {
    const joined = whole(withExternalData(given, () => 1000));
    const values = (from: number, count: number) => Array.from({ length: count }, (_, i) => (from + i) % 256);
    const inside = (offset: number, count: number) => [
      ...number(1, 4),
      ...field(8, text('weights')),
      ...field(9, values(offset, count)),
    ];
    expect(joined).toEqual(model([inside(256, 4), plain], inside(8, 200)));
    expect(externalFiles(joined)).toEqual([]);
  });

  it('that break off are told', () => {
    expect(() => withExternalData(given, () => 258)).toThrow(RangeError);
  });
});

describe('a file with all in it', () => {
  it.each(['wav2lip-tiny.onnx', 'wav2lip-tiny-half.onnx', 'wav2lip-tiny-time5.onnx', 'wav2lip-other.onnx'])(
    'stays what it is: %s',
    (name) => {
      const bytes = readFileSync(new URL(`../../../tests/fixtures/${name}`, import.meta.url));
      expect(externalFiles(bytes)).toEqual([]);
      expect(whole(withExternalData(new Uint8Array(bytes), () => 0))).toEqual(new Uint8Array(bytes));
    },
  );

  it('that is no model names no other', () => {
    expect(externalFiles(Uint8Array.from(text('This is a text, whatever its name says.')))).toEqual([]);
    expect(externalFiles(Uint8Array.of(0x3a, 200, 1))).toEqual([]);
    expect(() => [...fieldsOf(Uint8Array.of(0x0f))]).toThrow(RangeError);
  });
});
