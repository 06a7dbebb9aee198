import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../jobs/intake/decode-text';
import { pairByTable, readTable } from './table';

const utf8 = (text: string) => new TextEncoder().encode(text);
const cells = (text: string) => readTable(text).map(({ video, speech, name }) => [video, speech, name]);

describe('the text of a list', () => {
  // 视频,语音 and 王,李 as Excel in China writes them.
  const gbk = [0xca, 0xd3, 0xc6, 0xb5, 0x2c, 0xd3, 0xef, 0xd2, 0xf4, 0x0a, 0xcd, 0xf5, 0x2c, 0xc0, 0xee];
  const utf16 = [
    0xff,
    0xfe,
    ...[...'视频\t语音'].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]),
  ];
  it.each([
    ['UTF-8', utf8('视频,语音\n王,李'), '视频,语音\n王,李'],
    ['UTF-8 with its mark', utf8('\uFEFF视频,语音'), '视频,语音'],
    ['GBK', Uint8Array.from(gbk), '视频,语音\n王,李'],
    ['UTF-16, as Excel calls Unicode', Uint8Array.from(utf16), '视频\t语音'],
  ])('%s', (_, bytes, text) => {
    expect(decodeText(bytes)).toBe(text);
  });
});

describe('the rows of a list', () => {
  it.each([
    ['commas', 'video,speech\na.mp4,b.wav\n', [['a.mp4', 'b.wav', '']]],
    ['semicolons', 'video;speech;name\r\na.mp4;b.wav;First\r\n', [['a.mp4', 'b.wav', 'First']]],
    ['tabs', 'video\tspeech\na.mp4\tb.wav', [['a.mp4', 'b.wav', '']]],
    ['full-width commas', '视频，录音\n王.mp4，王.mp3', [['王.mp4', '王.mp3', '']]],
    ['columns in another order', 'name,speech,video\nX,b.wav,a.mp4', [['a.mp4', 'b.wav', 'X']]],
    ['no headings', 'a.mp4,b.wav,First', [['a.mp4', 'b.wav', 'First']]],
    ['quotes', 'video,speech\n"a, ""b"".mp4","c.wav"', [['a, "b".mp4', 'c.wav', '']]],
    ['a separator in the quotes of the first line', '"a;b;c.mp4",d.wav', [['a;b;c.mp4', 'd.wav', '']]],
    ['spaces and empty lines', '\n video , speech \n\n a.mp4 , b.wav \n\n', [['a.mp4', 'b.wav', '']]],
    ['nothing', '', []],
  ])('%s', (_, text, rows) => {
    expect(cells(text)).toEqual(rows);
  });

  it('counts lines as an editor does', () => {
    const text = 'video,speech\r\n\r\na,b\r\n"two\r\nlines",c\r\nd,e';
    expect(readTable(text).map(({ line }) => line)).toEqual([3, 4, 6]);
    expect(readTable(text.replaceAll('\r\n', '\n')).map(({ line }) => line)).toEqual([3, 4, 6]);
    expect(readTable(text.replaceAll('\r\n', '\r')).map(({ line }) => line)).toEqual([3, 4, 6]);
  });
});

describe('pairs by a list', () => {
  const videos = [{ name: '王老师.mp4' }, { name: 'Ann.MP4' }, { name: 'ann.mov' }];
  const speeches = [{ name: '第一课.mp3' }, { name: '第二课.mp3' }];
  const rows = readTable(
    [
      'video,speech,name',
      '王老师.mp4,第一课.mp3,开场',
      'C:\\课\\王老师,D:/录音/第二课.mp3',
      'ann.mp4,第一课',
      'ann,第一课',
      'bob.mp4,第三课.mp3',
      '王老师.mp4,',
    ].join('\n'),
  );
  const { pairs, problems } = pairByTable(rows, videos, speeches);

  it('finds files by name, with or without folder and extension', () => {
    expect(pairs.map(({ video, speech, name }) => [video.name, speech.name, name])).toEqual([
      ['王老师.mp4', '第一课.mp3', '开场'],
      ['王老师.mp4', '第二课.mp3', null],
      ['Ann.MP4', '第一课.mp3', null],
    ]);
  });

  it('tells line by line what it does not find', () => {
    expect(problems).toEqual([
      { line: 5, kind: 'ambiguous-video', name: 'ann' },
      { line: 6, kind: 'unknown-video', name: 'bob.mp4' },
      { line: 6, kind: 'unknown-speech', name: '第三课.mp3' },
      { line: 7, kind: 'incomplete', name: '王老师.mp4' },
    ]);
  });
});
