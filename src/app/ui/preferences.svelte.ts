import { createFormat } from '../i18n/format';
import { loadMessages, LOCALES, pickLanguage, type Language, type Messages } from '../i18n/languages';

export type Theme = 'light' | 'dark';
/** One job at a time, or many at once. */
export type MakeMode = 'single' | 'fix' | 'lines' | 'people' | 'batch';

const KEYS = {
  language: 'koubo.language',
  theme: 'koubo.theme',
  seen: 'koubo.seen',
  resultsView: 'koubo.resultsView',
  notify: 'koubo.notify',
  makeMode: 'koubo.make',
} as const;

/** Site data may be blocked; preferences then last as long as the page. */
function load(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function save(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above: nothing to do, and nothing that the user could.
  }
}

function oneOf<T extends string>(value: string | null, ...allowed: T[]): T | null {
  return allowed.find((each) => each === value) ?? null;
}

/** How the user likes the page: language, theme, and which notices were seen. Remembered in this browser. */
export class Preferences {
  #language = $state<Language>('en');
  /** True where somebody has said which language it is to be: the user, or the page's address. */
  #isAsked = false;
  #messages = $state.raw() as Messages;
  #theme = $state<Theme | null>(null);
  #systemDark = $state(false);
  #resultsView = $state<'grid' | 'list'>('grid');
  #seen = $state.raw<readonly string[]>([]);
  #notify = $state(false);
  #makeMode = $state<MakeMode>('single');

  readonly format = $derived(createFormat(this.#language));
  readonly theme: Theme = $derived(this.#theme ?? (this.#systemDark ? 'dark' : 'light'));

  /** `asked`: the language of this visit alone; it is not remembered. Rejects where its texts cannot be fetched. */
  static async open(asked: Language | null): Promise<Preferences> {
    const wanted = asked ?? oneOf(load(KEYS.language), 'en', 'zh');
    const language = wanted ?? pickLanguage(navigator.languages);
    const preferences = new Preferences(language, await loadMessages(language));
    preferences.#isAsked = wanted !== null;
    return preferences;
  }

  private constructor(language: Language, messages: Messages) {
    this.#language = language;
    this.#messages = messages;
    this.#theme = oneOf(load(KEYS.theme), 'light', 'dark');
    this.#resultsView = oneOf(load(KEYS.resultsView), 'grid', 'list') ?? 'grid';
    this.#seen = (load(KEYS.seen) ?? '').split(' ').filter(Boolean);
    this.#makeMode = oneOf(load(KEYS.makeMode), 'single', 'fix', 'lines', 'people', 'batch') ?? 'single';
    this.#notify = load(KEYS.notify) === 'yes';
    const dark = matchMedia('(prefers-color-scheme: dark)');
    this.#systemDark = dark.matches;
    dark.addEventListener('change', (event) => (this.#systemDark = event.matches));
    this.#show();
  }

  get language() {
    return this.#language;
  }

  /** The page's texts. */
  get t() {
    return this.#messages;
  }

  /** Shows the page in a language, unless the user has chosen one; null leaves it as it is. */
  async suggest(language: Language | null): Promise<void> {
    if (language === null || language === this.#language || this.#isAsked) return;
    this.#messages = await loadMessages(language);
    this.#language = language;
    this.#show();
  }

  /** Rejects where the texts of the other language cannot be fetched; the page then stays as it is. */
  async switchLanguage(): Promise<void> {
    const language = this.#language === 'en' ? 'zh' : 'en';
    this.#messages = await loadMessages(language);
    this.#language = language;
    this.#isAsked = true;
    save(KEYS.language, language);
    this.#show();
  }

  switchTheme(): void {
    this.#theme = this.theme === 'dark' ? 'light' : 'dark';
    save(KEYS.theme, this.#theme);
    this.#show();
  }

  /** How the results are laid out. */
  get resultsView() {
    return this.#resultsView;
  }

  set resultsView(view: 'grid' | 'list') {
    this.#resultsView = view;
    save(KEYS.resultsView, view);
  }

  hasSeen(notice: string): boolean {
    return this.#seen.includes(notice);
  }

  /** A notice is shown until it was dismissed, and then never again. */
  dismiss(notice: string): void {
    if (!this.#seen.includes(notice)) this.#seen = [...this.#seen, notice];
    save(KEYS.seen, this.#seen.join(' '));
  }

  /** True where the user wants to be told when all jobs are done. */
  get notify() {
    return this.#notify;
  }

  /** How jobs were made last. */
  get makeMode() {
    return this.#makeMode;
  }

  setMakeMode(mode: MakeMode): void {
    this.#makeMode = mode;
    save(KEYS.makeMode, mode);
  }

  setNotify(notify: boolean): void {
    this.#notify = notify;
    save(KEYS.notify, notify ? 'yes' : 'no');
  }

  #show(): void {
    const { documentElement: root } = document;
    root.lang = LOCALES[this.#language];
    if (this.#theme) root.dataset.theme = this.#theme;
  }
}
