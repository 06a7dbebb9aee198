import { describe, expect, it } from 'vitest';
import { hdrTransfer, toneMap } from './tone-map';

type Rgb = [number, number, number];

/**
 * What FFmpeg 5.1 makes of a signal:
 * `zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=mobius:param=0.3:desat=0:peak=1000/203,zscale=t=bt709`.
 */
const PQ: readonly (readonly [Rgb, Rgb])[] = [
  [
    [0.2, 0.2, 0.2],
    [0.1582, 0.1582, 0.1582],
  ],
  [
    [0.4, 0.4, 0.4],
    [0.4658, 0.4658, 0.4658],
  ],
  [
    [0.58, 0.58, 0.58],
    [0.8498, 0.8498, 0.8498],
  ],
  [
    [0.9, 0.9, 0.9],
    [1, 1, 1],
  ],
  [
    [0.5, 0.4, 0.35],
    [0.7781, 0.3888, 0.3195],
  ],
  [
    [0.6, 0.5, 0.45],
    [0.9208, 0.4827, 0.4046],
  ],
  [
    [0.5, 0.2, 0.2],
    [0.8025, 0, 0.0902],
  ],
  [
    [0.2, 0.2, 0.5],
    [0, 0.1309, 0.7271],
  ],
];

/** The same for greys in HLG; for colours its HLG has a gamma for each channel, where BT.2100 has one for luminance. */
const HLG: readonly (readonly [number, number])[] = [
  [0.2, 0.2244],
  [0.4, 0.4488],
  [0.58, 0.6599],
  [0.75, 0.851],
  [0.9, 0.9593],
];

describe('toneMap', () => {
  it.each(PQ)('brings %j of PQ to what FFmpeg says', (signal, expected) => {
    toneMap([...signal], 'pq').forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 3));
  });
  it.each(HLG)('brings a grey of %d in HLG to what FFmpeg says', (signal, expected) => {
    for (const value of toneMap([signal, signal, signal], 'hlg')) expect(value).toBeCloseTo(expected, 3);
  });
  it('shows nothing as black, and the brightest as white', () => {
    for (const transfer of ['pq', 'hlg'] as const) {
      expect(toneMap([0, 0, 0], transfer)).toEqual([0, 0, 0]);
      for (const value of toneMap([1, 1, 1], transfer)) expect(value).toBeCloseTo(1, 3);
    }
  });
});

describe('hdrTransfer', () => {
  it('knows HDR by its transfer function alone', () => {
    expect(hdrTransfer({ transfer: 'pq' as VideoTransferCharacteristics })).toBe('pq');
    expect(hdrTransfer({ transfer: 'hlg' as VideoTransferCharacteristics })).toBe('hlg');
    expect(hdrTransfer({ primaries: 'bt2020' as VideoColorPrimaries, transfer: 'bt709' })).toBeNull();
    expect(hdrTransfer({})).toBeNull();
  });
});
