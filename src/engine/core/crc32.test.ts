import { crc32 as zlibCrc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { crc32 } from './crc32';

it('is the checksum of zip and PNG', () => {
  // The check value that catalogues of CRCs give for this text.
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array())).toBe(0);
  for (const length of [1, 2, 3, 4, 5, 1000, 4099]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 167 + (i >> 8)) & 0xff);
    expect(crc32(bytes)).toBe(zlibCrc32(bytes));
  }
});
