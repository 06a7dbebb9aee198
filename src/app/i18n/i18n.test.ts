import { describe, expect, it } from 'vitest';
import { createFormat } from './format';
import { en as english } from './en';
import { loadFarmTexts, loadLinesTexts, loadMessages, loadPeopleTexts, pickLanguage } from './languages';
import { zh as chinese } from './zh';

/** What every page loads, and what is fetched with a panel. */
const PAGES = { en: english, zh: chinese };
const MESSAGES = {
  en: {
    ...english,
    ...(await loadFarmTexts('en')),
    ...(await loadLinesTexts('en')),
    ...(await loadPeopleTexts('en')),
  },
  zh: {
    ...chinese,
    ...(await loadFarmTexts('zh')),
    ...(await loadLinesTexts('zh')),
    ...(await loadPeopleTexts('zh')),
  },
};

/** Texts that show the name of a file. */
const FILE_NAMES = ['pairing.names.text', 'record.name', 'results.csv.file', 'results.zip.name'];

const keys = (messages: object) => Object.keys(messages).sort();
const say = (message: (...values: never[]) => string) => message(...(['A', 'B'] as never[]));

describe('messages', () => {
  it.each(['en', 'zh'] as const)('of %s are loaded by themselves', async (language) => {
    expect(await loadMessages(language)).toBe(PAGES[language]);
  });

  it('are the same set in both languages', () => {
    expect(keys(MESSAGES.zh)).toEqual(keys(MESSAGES.en));
  });

  it('have each key in one area only, or the later one would silently win', () => {
    const areas = import.meta.glob<Record<string, object>>(['./en/**/*.ts', '!./en/index.ts'], {
      eager: true,
    });
    const all = Object.values(areas)
      .flatMap((area) => Object.values(area).flatMap(Object.keys))
      .sort();
    expect(all).toEqual(keys(MESSAGES.en));
  });

  it.each(Object.keys(MESSAGES.en) as (keyof typeof MESSAGES.en)[])('%s says something in both', (key) => {
    expect(say(MESSAGES.en[key])).toMatch(/\S/);
    expect(say(MESSAGES.zh[key])).toMatch(/\S/);
  });

  it('are Chinese in Chinese, but for the language switch, units and signs', () => {
    const plain = Object.entries(MESSAGES.zh).filter(([, text]) => !/\p{Script=Han}/u.test(say(text)));
    expect(plain.map(([key]) => key).sort()).toEqual([
      ...[
        'language.code',
        'language.switch',
        'list.comma',
        'list.named',
        'list.sentences',
        'space.unit.gigabytes',
      ],
    ]);
  });

  it('set full-width signs after Chinese characters, and no space after these', () => {
    // Where a value stands at an end of a sentence, it is Chinese more often than not.
    const values = ['甲', '乙', '丙'] as never[];
    const wrong = Object.entries(MESSAGES.zh).filter(([, text]) =>
      /\p{Script=Han}”?\s?[,.:;!?()]|[，。：；！？、）] |\p{Script=Han}\.\.\./u.test(text(...values)),
    );
    // Names of files have a dot.
    expect(wrong.map(([key]) => key).sort()).toEqual(FILE_NAMES);
  });

  it('write “you” in one way in Chinese', () => {
    const wrong = Object.entries(MESSAGES.zh).filter(([, text]) => /你/.test(say(text)));
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('bring their own signs: no page puts any between or behind them', () => {
    const pages = import.meta.glob<string>('../**/*.svelte', {
      ...{ query: '?raw', import: 'default', eager: true },
    });
    expect(Object.keys(pages).length).toBeGreaterThan(50);
    const wrong = Object.entries(pages).flatMap(([path, code]) => {
      const markup = code.replace(/<(script|style)[^]*?<\/\1>/g, '');
      return /\bt\[[^{}]*\]\([^{}]*\)\}\s*[.,:;!?]/.test(markup) ? [path] : [];
    });
    expect(wrong).toEqual([]);
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
      '0 B',
      '999 B',
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
    // A page asks for the time every second, and a job may begin in between.
    expect([-0.01, -1, -61].map((s) => en.clock(s))).toEqual(['0:00', '0:00', '0:00']);
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
    expect([zh.seconds(0.6), zh.shift(0.04)]).toEqual(['0.6 秒', '+40 毫秒']);
    expect([41, 90].map(zh.stretch)).toEqual(['45 秒', '2 分钟']);
  });
  it('never says 100 % early', () => {
    expect(en.percent(0.9999)).toBe('99%');
  });
});
