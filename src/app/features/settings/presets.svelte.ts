import { loadPresets, PRESETS_KEY, storePresets, type Preset } from '../../storage/records/presets';

const place = () => localStorage;

/** The user's presets: kept in this browser, and the same in every tab. */
export class Presets {
  #list = $state.raw<readonly Preset[]>(loadPresets(place));
  /** True where the browser would not keep what was saved last. */
  #refused = $state(false);

  constructor() {
    // Another tab has changed them.
    globalThis.addEventListener?.('storage', (event: StorageEvent) => {
      if (event.key === PRESETS_KEY || event.key === null) this.#list = loadPresets(place);
    });
  }

  /** By name. */
  get list() {
    return this.#list;
  }
  get refused() {
    return this.#refused;
  }

  has(name: string): boolean {
    return this.#list.some((preset) => preset.name === name.trim());
  }

  /** Keeps a preset; one of the same name gives way to it. */
  save(preset: Preset): void {
    const named = { ...preset, name: preset.name.trim() };
    if (named.name === '') return;
    this.#keep([...this.#list.filter(({ name }) => name !== named.name), named]);
  }

  /** Gives a preset another name, which no other preset may have. */
  rename(from: string, to: string): void {
    const name = to.trim();
    if (name === '' || this.has(name)) return;
    this.#keep(this.#list.map((preset) => (preset.name === from ? { ...preset, name } : preset)));
  }

  delete(name: string): void {
    this.#keep(this.#list.filter((preset) => preset.name !== name));
  }

  #keep(list: readonly Preset[]): void {
    this.#list = list.toSorted((a, b) => a.name.localeCompare(b.name));
    try {
      storePresets(this.#list, place);
      this.#refused = false;
    } catch (reason) {
      console.warn('the presets were not stored', reason);
      this.#refused = true;
    }
  }
}
