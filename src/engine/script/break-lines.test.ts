import { expect, it } from 'vitest';
import { breakLines } from './break-lines';

/** Chinese is as wide as two Latin letters. */
const widthOf = (text: string) =>
  [...text].reduce((sum, letter) => sum + (/[\u3000-\uFFEF]/u.test(letter) ? 2 : 1), 0);
const rows = (text: string, most: number) => breakLines(text, widthOf, most);

it('leaves lines that fit as they were written', () => {
  expect(rows('一行\nand another', 20)).toEqual(['一行', 'and another']);
});

it('makes as few and as even rows of English as there can be', () => {
  expect(rows('The quick brown fox jumps over the lazy dog', 26)).toEqual([
    'The quick brown fox',
    'jumps over the lazy dog',
  ]);
  expect(rows('Welcome to our bank! Here is what is new', 26)).toEqual([
    'Welcome to our bank!',
    'Here is what is new',
  ]);
  expect(rows('Well, this is a rather long line that goes on', 30)[0]).not.toMatch(/\b(this|a)$/);
});

it('joins rows that were made for a wider picture', () => {
  expect(rows('one two three four five\nsix', 16)).toEqual(['one two three', 'four five six']);
  expect(rows('我们今天要讲的\n是银行的新业务', 20)).toEqual(['我们今天要讲的', '是银行的新业务']);
});

it('breaks Chinese between words, and never before a closing sign or behind an opening one', () => {
  for (const most of [8, 10, 12, 14, 16, 18, 20, 24]) {
    const broken = rows('您可以在手机银行里办理，也可以到“最近的网点”咨询（免费）。', most);
    expect(broken.join('')).toBe('您可以在手机银行里办理，也可以到“最近的网点”咨询（免费）。');
    for (const row of broken) {
      expect(row).not.toMatch(/^[，。”）]/u);
      expect(row).not.toMatch(/[“（]$/u);
      expect(widthOf(row)).toBeLessThanOrEqual(most);
    }
  }
  for (const most of [20, 22, 24, 26])
    for (const row of rows('您可以在手机银行里办理这项业务，也可以到最近的网点咨询', most))
      expect(row).not.toMatch(/^的/u);
  // The middle would be within 客户.
  expect(rows('手机银行客户服务中心', 14)).toEqual(['手机银行客户', '服务中心']);
});

it('keeps words and numbers in Chinese whole', () => {
  const broken = rows('请拨打客服热线 95588 或登录 Mobile Banking 办理 3.14% 的业务', 18);
  expect(broken.join(' ')).toContain('95588');
  for (const word of ['95588', 'Mobile', 'Banking', '3.14%'])
    expect(broken.some((row) => row.includes(word))).toBe(true);
});

it('keeps what two people say apart', () => {
  expect(rows('- Hello there my friend\n- Good day to you', 14)).toEqual([
    '- Hello there',
    'my friend',
    '- Good day',
    'to you',
  ]);
});

it('breaks what has no place to break only where it must', () => {
  expect(rows('https://example.org/averylongaddress', 12).every((row) => widthOf(row) <= 12)).toBe(true);
  expect(rows('', 10)).toEqual(['']);
});
