import { describe, expect, it } from 'vitest';
import { AvcSyntaxError } from './bits';
import { escapeUnit, joinUnits, splitUnits, unescapeUnit } from './nal-units';

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('escapeUnit', () => {
  it.each([
    ['a start code', bytes(1, 0, 0, 1), bytes(1, 0, 0, 3, 1)],
    ['four zeros', bytes(1, 0, 0, 0, 0, 9), bytes(1, 0, 0, 3, 0, 0, 9)],
    ['an emulation of the emulation', bytes(0, 0, 3, 0, 0, 4), bytes(0, 0, 3, 3, 0, 0, 4)],
    ['zeros at the end', bytes(1, 0, 0), bytes(1, 0, 0, 3)],
    ['nothing to do', bytes(0, 1, 0, 2, 0, 0, 4), bytes(0, 1, 0, 2, 0, 0, 4)],
  ])('hides %s', (_, plain, escaped) => {
    expect(escapeUnit(plain)).toEqual(escaped);
    expect(unescapeUnit(escaped)).toEqual(plain);
  });

  it('leaves no start code in any unit that ends with its stop bit, and can be undone', () => {
    for (let seed = 0; seed < 3 ** 7; seed++) {
      const plain = Uint8Array.from({ length: 8 }, (_, i) => [0, 1, 3][Math.floor(seed / 3 ** i) % 3]!);
      plain[7] = 0x80;
      const escaped = escapeUnit(plain);
      expect(unescapeUnit(escaped)).toEqual(plain);
      expect(Buffer.from(escaped).toString('hex')).not.toMatch(/^(..)*0000(00|01|02)/);
    }
  });
});

describe('splitUnits', () => {
  const units = [bytes(0x65, 1, 2), bytes(0x06)];

  it('finds what was joined', () => expect(splitUnits(joinUnits(units), 4)).toEqual(units));

  it('reads shorter lengths', () => expect(splitUnits(bytes(0, 3, 0x65, 1, 2, 0, 1, 6), 2)).toEqual(units));

  it('refuses what breaks off', () => {
    expect(() => splitUnits(joinUnits(units).subarray(0, -1), 4)).toThrow(AvcSyntaxError);
    expect(() => splitUnits(bytes(0, 0, 0, 0), 4)).toThrow(AvcSyntaxError);
  });
});
