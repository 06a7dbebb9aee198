import { describe, expect, it } from 'vitest';
import { checkMp4Tables } from './mp4-tables';

const u32 = (...values: number[]) =>
  values.flatMap((v) => [v >>> 24, (v >>> 16) & 255, (v >>> 8) & 255, v & 255]);
const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const box = (type: string, ...content: number[][]): number[] => {
  const bytes = content.flat();
  return [...u32(8 + bytes.length), ...letters(type), ...bytes];
};

type Tables = {
  size?: number;
  samples?: number;
  sizes?: number[];
  stts?: number[];
  entries?: number;
  more?: number[];
};

/** A video whose tables say what they are told to; `media`: bytes of samples. */
function file(
  { size = 0, samples = 3, sizes = [9, 9, 9], stts = [3, 512], entries, more = [] }: Tables,
  media = 27,
) {
  const stbl = box(
    'stbl',
    box('stts', u32(0, entries ?? stts.length / 2, ...stts)),
    box('stsz', u32(0, size, samples, ...(size ? [] : sizes))),
    more,
  );
  const hdlr = box('hdlr', u32(0, 0), letters('vide'), u32(0, 0, 0));
  const moov = box('moov', box('trak', box('mdia', hdlr, box('minf', stbl))));
  return new Blob([
    new Uint8Array([...box('ftyp', letters('isom'), u32(0)), ...moov, ...u32(8 + media), ...letters('mdat')]),
    new Uint8Array(media),
  ]);
}

const fragment = (flags: number, count: number, media = 100) =>
  new Blob([
    new Uint8Array([
      ...box('ftyp', letters('isom'), u32(0)),
      ...box('moof', box('traf', box('trun', u32(flags, count)))),
      ...box('mdat', Array<number>(media).fill(0)),
    ]),
  ]);

describe('checkMp4Tables', () => {
  it.each([
    ['a plain file', file({})],
    ['samples of one size', file({ size: 9 })],
    ['a table of times that is one too long', file({ stts: [4, 512] })],
    ['a fragment whose samples are all alike', fragment(0, 20)],
    ['no mp4 at all', new Blob(['RIFF0000WAVE'])],
    ['nothing', new Blob([])],
    ['one that is cut off', file({}).slice(0, 60)],
  ])('lets %s pass', async (_, blob) => {
    await expect(checkMp4Tables(blob)).resolves.toBeUndefined();
  });

  it.each([
    ['samples of a byte that are not there', file({ size: 1, samples: 5_000_000 })],
    ['sizes that are not there', file({ samples: 1_000_000_000 })],
    ['times of two thousand million samples', file({ stts: [0x7fffffff, 512] })],
    ['entries that are not there', file({ entries: 0x10000000 })],
    ['chunks that are not there', file({ more: box('stco', u32(0, 0x7fffffff)) })],
    ['offsets that are not there', file({ more: box('ctts', u32(0, 0x7fffffff)) })],
    ['samples of a fragment that are not there', fragment(0x200, 0x7fffffff)],
    ['samples of a fragment that are described by nothing', fragment(0, 0x7fffffff)],
  ])('refuses %s', async (_, blob) => {
    await expect(checkMp4Tables(blob)).rejects.toMatchObject({ code: 'input/announced' });
  });

  it('refuses more frames than anybody films, though their bytes be there', async () => {
    await expect(checkMp4Tables(file({ size: 1, samples: 2_500_000 }, 3_000_000))).rejects.toMatchObject({
      code: 'input/too-long',
    });
  });
});
