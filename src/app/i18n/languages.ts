import type { Messages } from './en';
import type { FarmTexts } from './en/making/farm';
import type { LinesTexts } from './en/making/lines-panel';
import type { PeopleTexts } from './en/making/people-panel';

export type Language = 'en' | 'zh';
export type { FarmTexts, LinesTexts, Messages, PeopleTexts };

/** What `lang` attributes and `Intl` call each language. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };

/** The texts of one language, which is all that most people ever load. Rejects where they cannot be fetched. */
export async function loadMessages(language: Language): Promise<Messages> {
  return language === 'zh' ? (await import('./zh')).zh : (await import('./en')).en;
}

/** The texts of the panel that dubs along lines. Rejects where they cannot be fetched. */
export async function loadLinesTexts(language: Language): Promise<LinesTexts> {
  return (await (language === 'zh' ? import('./zh/making/lines-panel') : import('./en/making/lines-panel')))
    .linesPanel;
}

/** The texts of the panel that gives each person their own speech. Rejects where they cannot be fetched. */
export async function loadPeopleTexts(language: Language): Promise<PeopleTexts> {
  return (await (language === 'zh' ? import('./zh/making/people-panel') : import('./en/making/people-panel')))
    .peoplePanel;
}

/** The texts about the machines of a deployment's own. Rejects where they cannot be fetched. */
export async function loadFarmTexts(language: Language): Promise<FarmTexts> {
  return (await (language === 'zh' ? import('./zh/making/farm') : import('./en/making/farm'))).farm;
}

/** The first of the user's languages (BCP 47, most wanted first) that there is a translation for; else English. */
export function pickLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-', 1)[0];
    if (primary === 'zh' || primary === 'en') return primary;
  }
  return 'en';
}
