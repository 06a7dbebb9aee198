import { describe, expect, it } from 'vitest';
import { toHex } from '../../core/hex';
import { bigEndian, fromHex, utf8 } from './bytes';
import { CborTag, encodeCbor, type Cbor } from './cbor';
import { bitString, generalizedTime, identifier, integer, octetString, sequence } from './der';
import { cborSuperbox, hashedPart, superbox } from './jumbf';

describe('bytes', () => {
  it('writes UTF-8 as the platform does', () => {
    for (const text of ['', 'a%41', '王老师 é', '👩‍🏫', 'half \ud83d', '\udc00 half'])
      expect(toHex(utf8(text))).toBe(toHex(new TextEncoder().encode(text)));
  });

  it('writes numbers beyond 32 bits', () => {
    expect(toHex(bigEndian(5 * 2 ** 32 + 258, 8))).toBe('0000000500000102');
  });
});

describe('CBOR', () => {
  it('is that of the examples of RFC 8949, appendix A', () => {
    const examples: [Cbor, string][] = [
      [0, '00'],
      [23, '17'],
      [24, '1818'],
      [1000, '1903e8'],
      [1000000, '1a000f4240'],
      [1000000000000, '1b000000e8d4a51000'],
      [-1, '20'],
      [-1000, '3903e7'],
      [false, 'f4'],
      [true, 'f5'],
      [null, 'f6'],
      [fromHex('01020304'), '4401020304'],
      ['', '60'],
      ['水', '63e6b0b4'],
      [[], '80'],
      [[1, [2, 3], [4, 5]], '8301820203820405'],
      [{}, 'a0'],
      [{ a: 'A', b: 'B' }, 'a26161614161626142'],
      [
        new Map([
          [1, 2],
          [3, 4],
        ]),
        'a201020304',
      ],
      [new CborTag(0, '2013-03-21T20:04:00Z'), 'c074323031332d30332d32315432303a30343a30305a'],
    ];
    for (const [value, hex] of examples) expect(toHex(encodeCbor(value))).toBe(hex);
    expect(toHex(encodeCbor(Array.from({ length: 25 }, (_, i) => i + 1)))).toMatch(/^98190102.*181818 ?19$/);
  });

  it('sorts keys by their bytes, so that equal maps are equal bytes', () => {
    const sorted = encodeCbor({ a: 1, b: 2, aa: 3 });
    expect(toHex(encodeCbor({ aa: 3, b: 2, a: 1 }))).toBe(toHex(sorted));
    expect(toHex(sorted)).toBe('a3616101616202626161' + '03');
  });

  it('refuses numbers that it cannot write', () => {
    expect(() => encodeCbor(0.5)).toThrow(RangeError);
    expect(() => encodeCbor({ x: [2 ** 60] })).toThrow(RangeError);
  });
});

describe('DER', () => {
  it('writes lengths, signs, identifiers, bits and times as X.690 has them', () => {
    expect(toHex(integer(fromHex('00')))).toBe('020100');
    expect(toHex(integer(fromHex('0000f1')))).toBe('020200f1');
    expect(toHex(integer(fromHex('7f01')))).toBe('02027f01');
    expect(toHex(identifier('1.2.840.10045.4.3.2'))).toBe('06082a8648ce3d040302');
    expect(toHex(bitString(fromHex('80'), 7))).toBe('03020780');
    expect(toHex(generalizedTime('20260506123020'))).toBe(`180f${toHex(utf8('20260506123020Z'))}`);
    expect(toHex(sequence(octetString(new Uint8Array(200))).subarray(0, 6))).toBe('3081cb0481c8');
    expect(toHex(octetString(new Uint8Array(300)).subarray(0, 4))).toBe('0482012c');
  });
});

describe('JUMBF', () => {
  it('is a description with a UUID and a label, then the content', () => {
    const inner = cborSuperbox('cbor', 'x', 7);
    expect(toHex(inner)).toBe(
      `0000002c6a756d62` + // jumb
        `0000001b6a756d6463626f7200110010800000aa00389b7103` +
        '7800' + // jumd, label "x"
        '0000000963626f7207', // cbor
    );
    const outer = superbox('c2pa', 'c2pa', inner, inner);
    expect(outer.length).toBe(8 + 30 + 2 * 44);
    expect(toHex(hashedPart(outer))).toBe(toHex(outer).slice(16));
  });
});
