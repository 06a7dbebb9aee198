import { expect, it } from 'vitest';
import { sha256, sha256Hex } from './sha256';

const bytesOf = (text: string) => new TextEncoder().encode(text);

// FIPS 180-4, examples of NIST.
it('is the SHA-256 of the standard', async () => {
  expect(await sha256Hex(bytesOf('abc'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  expect(await sha256Hex(bytesOf(''))).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
  expect(await sha256(bytesOf('abc'))).toHaveLength(32);
});
