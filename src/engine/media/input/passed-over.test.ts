import { describe, expect, it } from 'vitest';
import { countOggStreams } from './passed-over';

/** A page of an Ogg stream with one packet. */
function page(packet: string, isFirst = true): number[] {
  const data = Array.from(packet, (letter) => letter.charCodeAt(0));
  const head = Array<number>(27).fill(0);
  [0x4f, 0x67, 0x67, 0x53, 0, isFirst ? 2 : 0].forEach((value, i) => (head[i] = value));
  head[26] = 1;
  return [...head, data.length, ...data];
}

const count = (...pages: number[][]) => countOggStreams(Uint8Array.from(pages.flat()));

describe('the streams of an Ogg file', () => {
  it('are counted by the pages that begin them', () => {
    expect(count(page('\x01vorbis'), page('comment', false))).toBe(1);
    expect(count(page('\x80theora...'), page('\x01vorbis'), page('more', false), page('\x01vorbis'))).toBe(2);
  });

  it('are neither skeletons nor captions', () => {
    expect(count(page('fishead\0'), page('OpusHead'), page('\x80kate\0\0\0'), page('x', false))).toBe(1);
  });

  it('are none where there is no page', () => {
    expect(count([1, 2, 3])).toBe(0);
    expect(count(page('OpusHead').slice(0, 20))).toBe(0);
  });
});
