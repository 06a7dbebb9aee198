import { describe, expect, it } from 'vitest';
import { DubError } from '../core/errors';
import { readSubtitles, writeSrt, writeVtt, type SubtitleLine } from './subtitles';

type Fault = { readonly code: string; readonly [detail: string]: string | number };

const faultOf = (text: string): Fault | null => {
  try {
    readSubtitles(text);
    return null;
  } catch (reason) {
    if (!(reason instanceof DubError)) throw reason;
    return { code: reason.code, ...reason.detail };
  }
};
const two = [
  { start: 1, end: 2.5, text: '第一句，你好。' },
  { start: 3661.04, end: 3663, text: 'Second line\nin two rows' },
];
const srt =
  '1\n00:00:01,000 --> 00:00:02,500\n第一句，你好。\n\n2\n01:01:01,040 --> 01:01:03,000\nSecond line\nin two rows\n';

describe('readSubtitles', () => {
  it.each([
    ['as they are', srt],
    ['with a byte order mark and Windows line ends', `\uFEFF${srt.replaceAll('\n', '\r\n')}`],
    ['with line ends of old Macs', srt.replaceAll('\n', '\r')],
    ['without numbers', srt.replace(/^\d+\n/gm, '')],
    ['without a blank row between lines', srt.replaceAll('\n\n', '\n')],
    ['with more blank rows than needed', srt.replaceAll('\n\n', '\n \n\n')],
    ['with points for commas and short times', srt.replaceAll(',0', '.0').replace('00:00:01.000', '0:01.0')],
    [
      'with tags',
      srt
        .replace('第一句', '{\\an8}<i>第<b>一</b>句</i>')
        .replace('Second', '<font color="#fff">Second</font>'),
    ],
    ['with what stands behind times', srt.replace('02,500', '02,500  X1:63 X2:223 Y1:43 Y2:58')],
    [
      'as WebVTT',
      `WEBVTT - talk\nKind: captions\n\nNOTE a --> b\nmore\n\nSTYLE\n::cue { color: red }\n\n${srt
        .replace('第', '<v 老师>第')
        .replaceAll(/(\d\d),(\d{3})/g, '$1.$2')
        .replace('2\n01', 'the second\n01')}`,
    ],
  ])('reads them %s', (_, text) => {
    const { lines, overlaps } = readSubtitles(text);
    expect(overlaps).toBe(0);
    expect(lines.map(({ text: words }) => words)).toEqual(two.map(({ text: words }) => words));
    lines.forEach(({ start, end }, i) => {
      expect(start).toBeCloseTo(two[i]!.start, 6);
      expect(end).toBeCloseTo(two[i]!.end, 6);
    });
  });

  it('leaves out lines without words, puts lines in order and counts overlaps', () => {
    const { lines, overlaps } = readSubtitles(
      '2\n00:04 --> 00:06\nb\n\n1\n00:01 --> 00:05\na\n\n3\n00:07 --> 00:08\n\n4\n00:08 --> 00:09\n<i></i>\n',
    );
    expect(lines.map(({ text }) => text)).toEqual(['a', 'b']);
    expect(overlaps).toBe(1);
  });

  it('gives words behind a blank row to the line before', () =>
    expect(readSubtitles('1\n00:01 --> 00:02\na\n\nb & c\n\n2\n00:03 --> 00:04\nd').lines[0]!.text).toBe(
      'a\nb & c',
    ));

  it.each([
    ['an arrow that is none', srt.replace('01:01:01,040 -->', '01:01:01,040 ->'), 6, 'times'],
    ['minutes that no clock has', srt.replace('00:00:01', '00:61:01'), 2, 'times'],
    ['a line that ends before it begins', srt.replace('01:01:03', '01:01:00'), 6, 'backwards'],
    ['a time that is cut off', srt.replace('00:00:01,000', '00:0'), 2, 'times'],
    ['no times at all', 'hello\nworld', 1, 'times'],
    ['nothing', '', 1, 'empty'],
  ])('refuses %s with its line', (_, text, line, reason) =>
    expect(faultOf(text)).toEqual({ code: 'subtitles/unreadable', line, reason }),
  );

  const many: SubtitleLine[] = Array.from({ length: 1000 }, (_, i) => ({
    ...{ start: 3 * i + 0.25, end: 3 * i + 2.125 },
    text: i % 2 === 0 ? `第${i}句：<${i}> & “你好”` : `line ${i}\nof 1 < 2 & 3`,
  }));

  it('reads a thousand lines as they were written, as WebVTT', () =>
    expect(readSubtitles(writeVtt(many))).toEqual({ lines: many, overlaps: 0 }));

  it('reads a thousand lines as they were written, as SRT', () => {
    const simple = many.map((line) => ({ ...line, text: line.text.replace(/<\d+>/, '') }));
    expect(readSubtitles(writeSrt(simple))).toEqual({ lines: simple, overlaps: 0 });
  });

  it('reads or refuses whatever is thrown at it', () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const bits = [
      '\n00:01 --> 00:02\n',
      '\n00:01 --> 00:02\n',
      '1',
      '\n',
      '\r\n',
      '00:01',
      ' --> ',
      '00:00:02,5',
      '-',
      'WEBVTT',
      '<i>',
      '{\\',
      '\uFEFF',
      '词',
      ':',
    ];
    let [read, refused] = [0, 0];
    for (let round = 0; round < 4000; round++) {
      const text = Array.from({ length: random(12) }, () => bits[random(bits.length)]).join('');
      const fault = faultOf(text);
      if (fault) refused++;
      else read++;
      if (fault) expect(fault.line).toBeLessThanOrEqual(Math.max(1, text.split(/\r\n|\r|\n/).length));
    }
    expect(Math.min(read, refused)).toBeGreaterThan(20);
  });
});
