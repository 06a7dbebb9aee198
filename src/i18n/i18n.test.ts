import { describe, expect, it } from 'vitest';
import { createFormat } from './format';
import { MESSAGES, pickLanguage } from './languages';
import type { Messages } from './languages';

const keys = (messages: Messages) => Object.keys(messages).sort();
const say = (message: (...values: never[]) => string) => message(...(['A', 'B'] as never[]));

describe('messages', () => {
  it('are the same set in both languages', () => {
    expect(keys(MESSAGES.zh)).toEqual(keys(MESSAGES.en));
  });

  it('have each key in one area only, or the later one would silently win', () => {
    const areas = import.meta.glob<Record<string, object>>(['./en/*.ts', '!./en/index.ts'], { eager: true });
    const all = Object.values(areas)
      .flatMap((area) => Object.values(area).flatMap(Object.keys))
      .sort();
    expect(all).toEqual(keys(MESSAGES.en));
  });

  it.each(Object.keys(MESSAGES.en) as (keyof Messages)[])('%s says something in both', (key) => {
    expect(say(MESSAGES.en[key])).toMatch(/\S/);
    expect(say(MESSAGES.zh[key])).toMatch(/\S/);
  });

  it('are Chinese in Chinese, but for the language switch and units', () => {
    const plain = Object.entries(MESSAGES.zh).filter(([, text]) => !/\p{Script=Han}/u.test(say(text)));
    expect(plain.map(([key]) => key).sort()).toEqual(['language.switch', 'space.unit.gigabytes']);
  });

  it('end every error with what to do, in a sentence of its own or after a semicolon', () => {
    const errors = Object.entries(MESSAGES.en).filter(([key]) => key.startsWith('error.'));
    expect(errors.length).toBeGreaterThan(10);
    for (const [, text] of errors) {
      const last = say(text)
        .split(/(?<=[.;:]) /)
        .at(-1);
      expect(last).toMatch(
        /\b(choose|try|use|export|convert|check|delete|close|start|drop)\b|reload|belong/i,
      );
    }
    for (const [key, text] of Object.entries(MESSAGES.zh)) {
      if (key.startsWith('error.')) expect(say(text)).toMatch(/请/);
    }
  });
});

describe('pickLanguage', () => {
  it.each([
    [['zh-TW', 'en'], 'zh'],
    [['ZH-Hans-CN'], 'zh'],
    [['de-DE', 'zh'], 'zh'],
    [['en-GB', 'zh-CN'], 'en'],
    [['fr'], 'en'],
    [[], 'en'],
  ] as const)('%j is %s', (wanted, expected) => {
    expect(pickLanguage(wanted)).toBe(expected);
  });
});

describe('format', () => {
  const en = createFormat('en');
  const zh = createFormat('zh');
  it('writes sizes', () => {
    expect([0, 999, 1_000, 1_234_567, 45_600_000, 999_960_000, 2_500_000_000].map(en.bytes)).toEqual([
      '0 byte',
      '999 byte',
      '1 kB',
      '1.2 MB',
      '46 MB',
      '1 GB',
      '2.5 GB',
    ]);
  });
  it('writes positions', () => {
    expect([0, 59.99, 65, 3723].map((s) => en.clock(s))).toEqual(['0:00', '0:59', '1:05', '1:02:03']);
    expect(en.clock(7.48, true)).toBe('0:07.4');
    expect(en.clock(2.4, true)).toBe('0:02.4');
  });
  it('writes stretches as a person would say them', () => {
    expect([0.2, 1, 12.1, 41, 90, 7000].map(en.stretch)).toEqual([
      '1 second',
      '1 second',
      '13 seconds',
      '45 seconds',
      '2 minutes',
      '1.9 hours',
    ]);
    expect([41, 90].map(zh.stretch)).toEqual(['45 秒', '2 分钟']);
  });
  it('never says 100 % early', () => {
    expect(en.percent(0.9999)).toBe('99%');
  });
});
