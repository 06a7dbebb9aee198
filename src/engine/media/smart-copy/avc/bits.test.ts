import { describe, expect, it } from 'vitest';
import { AvcSyntaxError, BitReader, BitWriter } from './bits';

/** ITU-T H.264, table 9-2: the codes of 0 … 8, and table 9-3 for what they mean with a sign. */
const CODES = ['1', '010', '011', '00100', '00101', '00110', '00111', '0001000', '0001001'];
const SIGNED = [0, 1, -1, 2, -2, 3, -3, 4, -4];

const toBytes = (bits: string) =>
  Uint8Array.from(bits.match(/.{1,8}/g)!, (byte) => parseInt(byte.padEnd(8, '0'), 2));

describe('BitReader and BitWriter', () => {
  it.each(CODES.map((code, value) => [code, value] as const))('take %s for %i', (code, value) => {
    expect(new BitReader(toBytes(code)).ue()).toBe(value);
    expect(new BitReader(toBytes(code)).se()).toBe(SIGNED[value]);
    const writer = new BitWriter(1);
    writer.ue(value);
    writer.se(SIGNED[value]!);
    expect(writer.take()).toEqual(toBytes(code + code));
  });

  it('take numbers of up to 32 bits, and of more in Exp-Golomb codes', () => {
    const writer = new BitWriter(1);
    writer.bits(1, 3);
    writer.bits(0xfedcba98, 32);
    writer.ue(65535);
    writer.ue(2 ** 32 - 2);
    const reader = new BitReader(writer.take());
    expect([reader.bits(3), reader.bits(32), reader.ue(), reader.ue()]).toEqual([
      1,
      0xfedcba98,
      65535,
      2 ** 32 - 2,
    ]);
  });

  it('copies any stretch of bits to any place', () => {
    const source = Uint8Array.from({ length: 9 }, (_, i) => (i * 73 + 29) & 255);
    const bits = Array.from(source, (byte) => byte.toString(2).padStart(8, '0')).join('');
    for (let before = 0; before < 9; before++)
      for (let from = 0; from < 18; from++)
        for (let to = from; to <= bits.length; to += 5) {
          const writer = new BitWriter(1);
          writer.bits(0, before);
          writer.copy(source, from, to);
          writer.flag(true);
          expect(writer.take()).toEqual(toBytes('0'.repeat(before) + bits.slice(from, to) + '1'));
        }
  });

  it('fills up a byte that was begun', () => {
    const writer = new BitWriter();
    writer.align(true);
    writer.bits(0, 3);
    writer.align(true);
    writer.align(true);
    expect(writer.take()).toEqual(Uint8Array.of(0x1f));
  });

  it('throw where the bytes end', () => {
    expect(() => new BitReader(Uint8Array.of(0)).bits(9)).toThrow(AvcSyntaxError);
    expect(() => new BitReader(new Uint8Array(8)).ue()).toThrow(AvcSyntaxError);
  });
});
