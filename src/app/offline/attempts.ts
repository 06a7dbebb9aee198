const add = (counts: Map<string, number>, key: string) => void counts.set(key, (counts.get(key) ?? 0) + 1);

/**
 * Tells requests to other addresses that went out from those that were held: the browser lists both among what a page
 * asked for, and tells of a refusal before or after.
 */
export class Attempts {
  readonly #asked = new Map<string, number>();
  /** By address, and by who held it: what stands in the header and in the page is refused twice over. */
  readonly #held = new Map<string, Map<string, number>>();

  /** A request that the browser lists. */
  asked(url: string): void {
    add(this.#asked, url);
  }

  /** Something that was stopped; `what`: its address, or its kind where it has none. */
  held(what: string, by: string): void {
    const counts = this.#held.get(what) ?? new Map<string, number>();
    add(counts, by);
    this.#held.set(what, counts);
  }

  get heldCount(): number {
    return [...this.#held.keys()].reduce((sum, what) => sum + this.#heldOf(what), 0);
  }

  /** Requests that nobody held. */
  get gone(): number {
    return [...this.#asked].reduce((sum, [url, count]) => sum + Math.max(0, count - this.#heldOf(url)), 0);
  }

  #heldOf(what: string): number {
    return Math.max(0, ...(this.#held.get(what)?.values() ?? []));
  }
}
