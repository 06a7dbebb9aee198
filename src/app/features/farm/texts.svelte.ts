import { loadFarmTexts, type FarmTexts, type Language } from '../../i18n/languages';

/** The texts of this feature in the page's language; null until they are there. */
export class FarmWords {
  #texts = $state.raw<FarmTexts | null>(null);

  /** To be made where a component is made: follows `language`; null fetches none. */
  constructor(language: () => Language | null) {
    $effect(() => {
      const wanted = language();
      if (wanted) void loadFarmTexts(wanted).then((texts) => (this.#texts = texts));
    });
  }

  get t(): FarmTexts | null {
    return this.#texts;
  }
}
