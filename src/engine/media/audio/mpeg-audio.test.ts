import { expect, it } from 'vitest';
import { isLayerThree } from './mpeg-audio';

it.each([
  ['MP3 of MPEG-1', [0xff, 0xfb, 0x90], true],
  ['MP3 of MPEG-1 with a checksum', [0xff, 0xfa, 0x90], true],
  ['MP3 of MPEG-2', [0xff, 0xf3, 0x40], true],
  ['MP3 of MPEG-2.5', [0xff, 0xe3, 0x40], true],
  ['MP2 of MPEG-1', [0xff, 0xfd, 0xa4], false],
  ['MP2 of MPEG-2', [0xff, 0xf5, 0xa4], false],
  ['AAC in ADTS', [0xff, 0xf1, 0x4c], false],
  ['nothing', [], false],
] as const)('tells whether it is MP3: %s', (_, header, is) => {
  expect(isLayerThree(Uint8Array.from(header))).toBe(is);
});
