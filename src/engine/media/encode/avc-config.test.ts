import { describe, expect, it } from 'vitest';
import { repairAvcConfig } from './avc-config';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

/** As Firefox 153 on Debian 12 gave it for 320 × 320 pixels. */
const FIREFOX = bytes(
  '01 640015 03 01 0018 6767640015acd94140a68400000300040 07a12003c58b658 01 0006 6868ebecb22c',
);
/** The same stream, in ffmpeg's own words. */
const RIGHT = bytes(
  '01 640015 ff e1 0017 67640015acd94140a68400000300040 07a12003c58b658 01 0005 68ebecb22c',
);

describe('repairAvcConfig', () => {
  it('takes out the bytes that Firefox doubles', () => expect(repairAvcConfig(FIREFOX)).toEqual(RIGHT));

  it('leaves a right record as it is, and keeps what follows the sets', () => {
    expect(repairAvcConfig(RIGHT)).toBe(RIGHT);
    const extended = Uint8Array.from([...FIREFOX, 0xfd, 0xf8, 0xf8, 0]);
    expect(repairAvcConfig(extended)).toEqual(Uint8Array.from([...RIGHT, 0xfd, 0xf8, 0xf8, 0]));
  });

  it.each([0, 5, 6, 7, 20, FIREFOX.length - 1])(
    'leaves a record alone that ends after %i bytes',
    (length) => {
      const cut = FIREFOX.subarray(0, length);
      expect(repairAvcConfig(cut)).toBe(cut);
    },
  );
});
