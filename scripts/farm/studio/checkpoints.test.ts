import { describe, expect, it } from 'vitest';
import { newestPieces, pageJobId } from './checkpoints';

describe('newestPieces', () => {
  const pieces = (run: string, ...sizes: [offset: number, bytes: number][]) =>
    sizes.map(
      ([offset, bytes]) => [`checkpoints/j/${run}/${String(offset).padStart(6, '0')}`, bytes] as const,
    );
  const newest = (...all: (readonly [string, number])[]) =>
    newestPieces(
      all.map(([key]) => key),
      new Map(all),
    ).map((key) => key.slice('checkpoints/j/'.length));

  it('takes the newest run, up to its first gap', () => {
    const old = pieces('01', [0, 10], [10, 5], [15, 5]);
    expect(newest(...old)).toEqual(['01/000000', '01/000010', '01/000015']);
    expect(newest(...old, ...pieces('02', [0, 20], [25, 5]))).toEqual(['02/000000']);
    expect(newest(...old, ...pieces('02', [5, 20]))).toEqual(['01/000000', '01/000010', '01/000015']);
    expect(newest()).toEqual([]);
  });
});

describe('pageJobId', () => {
  it('is a UUID, the same for the same job', () => {
    expect(pageJobId('0123456789abcdef'.repeat(4))).toBe('01234567-89ab-4def-8123-456789abcdef');
  });
});
