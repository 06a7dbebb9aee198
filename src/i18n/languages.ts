import { en, type Messages } from './en';
import { zh } from './zh';

export type Language = 'en' | 'zh';
export type { Messages };

/** What `lang` attributes and `Intl` call each language. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };

export const MESSAGES: Readonly<Record<Language, Messages>> = { en, zh };

/** The first of the user's languages (BCP 47, most wanted first) that there is a translation for; else English. */
export function pickLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-', 1)[0];
    if (primary === 'zh' || primary === 'en') return primary;
  }
  return 'en';
}
