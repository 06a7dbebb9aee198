import { describe, expect, it, vi } from 'vitest';
import { encode } from '../../../../../tests/fixtures/h264';
import { readConfigRecord } from './config-record';
import { joinUnits } from './nal-units';
import { formatsOf, readPictureFormat } from './picture-format';

// Each stream is made by a run of ffmpeg.
vi.setConfig({ testTimeout: 60_000 });

const source = (size: string, more = '') => `testsrc2=size=${size}:rate=25:duration=0.2${more}`;

describe('the format of a stream', () => {
  it.each([
    ['odd macroblocks', '146x90', [], '', { width: 146, height: 90, pixelAspect: 1, mayHaveFields: false }],
    [
      '4:2:2 in ten bits',
      '144x82',
      ['-pix_fmt', 'yuv422p10le'],
      '',
      { width: 144, height: 82, pixelAspect: 1, mayHaveFields: false },
    ],
    [
      '4:4:4',
      '144x82',
      ['-pix_fmt', 'yuv444p'],
      ',format=yuv444p,scale=143:81,setsar=1',
      { width: 143, height: 81, pixelAspect: 1, mayHaveFields: false },
    ],
    [
      'pixels of television',
      '144x96',
      [],
      ',setsar=16/11',
      { width: 144, height: 96, pixelAspect: 16 / 11, mayHaveFields: false },
    ],
    [
      'pixels of any shape',
      '144x96',
      [],
      ',setsar=7/5',
      { width: 144, height: 96, pixelAspect: 7 / 5, mayHaveFields: false },
    ],
    [
      'scaling lists',
      '144x96',
      ['-x264-params', 'cqm=jvt'],
      '',
      { width: 144, height: 96, pixelAspect: 1, mayHaveFields: false },
    ],
    [
      'fields',
      '144x100',
      ['-x264-params', 'tff=1'],
      '',
      { width: 144, height: 100, pixelAspect: 1, mayHaveFields: true },
    ],
  ] as const)('of %s', async (_, size, args, more, format) => {
    const { description, packets } = await encode(source(size, more), ['-pix_fmt', 'yuv420p', ...args]);
    const record = readConfigRecord(description)!;
    const told = readPictureFormat(record.sequence[0]!);
    expect({ ...told, pixelAspect: 0 }).toEqual({ ...format, pixelAspect: 0 });
    expect(told.pixelAspect).toBeCloseTo(format.pixelAspect, 6);
    expect(formatsOf(packets[0]!.data, description)).toEqual([told]);
  });

  it('is that of the packet, where that tells one', async () => {
    const small = await encode(source('96x64'), ['-pix_fmt', 'yuv420p']);
    const large = await encode(source('192x128'), ['-pix_fmt', 'yuv420p']);
    const sets = readConfigRecord(large.description)!.sequence;
    expect(formatsOf(joinUnits(sets), small.description)).toMatchObject([{ width: 192, height: 128 }]);
    const startCode = [0, 0, 0, 1];
    const byteStream = Uint8Array.from([
      ...startCode,
      9,
      0xf0,
      ...startCode,
      ...sets[0]!,
      ...startCode,
      0x65,
      1,
    ]);
    expect(formatsOf(byteStream, null)).toMatchObject([{ width: 192, height: 128 }]);
  });
});
