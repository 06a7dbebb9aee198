import { describe, expect, it } from 'vitest';
import { csv } from './csv';

const line = (...cells: Parameters<typeof csv>[0][number]) => csv([cells]).slice(1, -2);

describe('csv', () => {
  it('begins with a byte-order mark and ends every line with CRLF', () => {
    const bytes = new TextEncoder().encode(csv([['名称'], [1]]));
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe('名称\r\n1\r\n');
  });

  it('quotes commas, quotes and line breaks', () => {
    expect(line('a,b', 'say "hi"', 'one\ntwo', 'plain text')).toBe(
      '"a,b","say ""hi""","one\ntwo",plain text',
    );
  });

  it('leaves empty what is not known', () => {
    expect(line(null, '', NaN, Infinity, 'x')).toBe(',,,,x');
  });

  it.each([
    '=1+1',
    '+49',
    '-cmd|calc',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '＝1',
    '\u200b=1',
    '=HYPERLINK("http://x")',
  ])('takes the sting out of %j', (text) => {
    expect(line(text)).toBe(`"'${text.replaceAll('"', '""')}"`);
  });

  it('keeps numbers numbers, also negative ones', () => {
    expect(line(-0.2, 1e-7, 42, 0)).toBe('-0.2,1e-7,42,0');
  });

  it('leaves a sign inside a text alone', () => {
    expect(line('a=b', 'v__s-1.mp4', 'me@here')).toBe('a=b,v__s-1.mp4,me@here');
  });
});
