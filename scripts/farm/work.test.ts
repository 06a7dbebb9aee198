import { describe, expect, it } from 'vitest';
import { acceptSource } from '../../src/engine/media/input/source-id';
import { PIECE_BYTES } from '../../src/engine/media/input/read-pieces';
import { FileHash } from './file-hash';
import { work } from './testing/work';
import { canonical, workId } from './work';

describe('workId', () => {
  const id = workId(work());

  it('is the same whatever files are called, who asks, and in which order settings stand', () => {
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    const { video, ...rest } = work();
    const other = { ...rest, video: { ...video, name: 'other.mov' }, consent: 'Ann', timeout: 5 };
    expect(workId(other)).toBe(id);
    expect(workId(work({ query: { opening: 1.2, lang: 'zh' } }))).toBe(
      workId(work({ query: { lang: 'zh', opening: 1.2 } })),
    );
  });

  it('goes by the names of what lines are said by', () => {
    const { speech } = work();
    const lines = { sheet: { ...speech, name: 'a.srt' }, speeches: [speech], along: false };
    const other = { ...lines, speeches: [{ ...speech, name: '2.wav' }] };
    const ids = [
      work(),
      work({ lines }),
      work({ lines: other }),
      work({ lines: { ...lines, fit: 'picture' } }),
    ];
    expect(new Set(ids.map(workId)).size).toBe(4);
  });

  it.each([
    ['the video', { video: { ...work().video, hash: 'e'.repeat(64) } }],
    ['the speech', { speech: { ...work().speech, hash: 'e'.repeat(64) } }],
    ['a setting', { query: { lang: 'en', opening: 1.1 } as const }],
    ['a sound track', { sounds: { video: 2 } }],
    ['a sentence', { fix: { from: 1, to: 2 } }],
    ['a part', { trim: { video: { from: 1 } } }],
    ['who paints', { network: { file: null, weights: null, name: '', licence: '', published: true } }],
  ])('is another one where %s is', (_, change) => {
    expect(workId(work(change))).not.toBe(id);
  });
});

describe('canonical', () => {
  it('is JSON in one order', () => {
    const value = { b: [1, { d: null, c: 'x' }], a: undefined, A: true };
    expect(canonical(value)).toBe('{"A":true,"b":[1,{"c":"x","d":null}]}');
    expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });
});

describe('FileHash', () => {
  it('names bytes as the app does, however they come', async () => {
    const bytes = Buffer.alloc(2 * PIECE_BYTES + 12_345, 'koubo');
    const app = await acceptSource(new File([bytes], 'a.mp4'), {
      aborted: false,
      throwIfAborted: () => {},
    } as AbortSignal);
    for (const step of [1 << 16, PIECE_BYTES, 3 * PIECE_BYTES, 999_983]) {
      const hash = new FileHash();
      for (let at = 0; at < bytes.length; at += step) hash.update(bytes.subarray(at, at + step));
      expect(hash.digest()).toEqual({ hash: app.sha256, source: app.id, bytes: app.bytes });
    }
  });
});
