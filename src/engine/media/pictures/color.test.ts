import { describe, expect, it } from 'vitest';
import { colorArguments, colorFromFfmpeg, knownColor } from './color';

describe('knownColor', () => {
  it('keeps what the source says', () => {
    const said = { matrix: 'bt709', primaries: 'bt709', transfer: 'bt709', fullRange: false } as const;
    expect(knownColor(said, 480)).toEqual(said);
  });
  it('adds what goes with the matrix, so that encoders write all of it', () => {
    const jpeg = { matrix: 'bt470bg', fullRange: true } as const;
    expect(knownColor(jpeg, 480)).toEqual({ ...jpeg, primaries: 'bt470bg', transfer: 'smpte170m' });
  });
  it('leaves RGB as it is', () => {
    const rgb = { matrix: 'rgb', primaries: 'bt709', transfer: 'iec61966-2-1', fullRange: true } as const;
    expect(knownColor(rgb, 480)).toEqual(rgb);
  });
  it('takes HD as BT.709 and less as BT.601, in the range that is known', () => {
    expect(knownColor({}, 720)).toMatchObject({ matrix: 'bt709', fullRange: false });
    expect(knownColor({ fullRange: true }, 576)).toMatchObject({ matrix: 'smpte170m', fullRange: true });
  });
});

describe("ffmpeg's colour names", () => {
  it('become those of WebCodecs and back', () => {
    const hdr = { color_space: 'bt2020nc', color_primaries: 'bt2020', color_transfer: 'smpte2084' };
    const color = colorFromFfmpeg(hdr, false);
    expect(color).toEqual({ matrix: 'bt2020-ncl', primaries: 'bt2020', transfer: 'pq', fullRange: false });
    expect(colorArguments(color).join(' ')).toBe(
      '-colorspace bt2020nc -color_primaries bt2020 -color_trc smpte2084 -color_range tv',
    );
  });
  it('leaves out what is not known', () => {
    expect(colorFromFfmpeg({ color_space: 'unknown' }, true)).toEqual({ fullRange: true });
    expect(colorArguments({})).toEqual([]);
  });
});
