/** Something that is made from sources of which something has to be found out first. */
export type WithSources = { readonly sources: readonly string[] };

/**
 * Hands out what waits so that no two look into the same new source at once: N videos with M speeches are looked into
 * N + M times, whoever works beside. `known`: sources of which all is found out.
 */
export class Apart<T extends WithSources> {
  readonly #waiting: T[];
  readonly #known: Set<string>;
  readonly #busy = new Map<string, number>();
  #wake: (() => void)[] = [];

  constructor(waiting: readonly T[], known: Iterable<string> = []) {
    this.#waiting = [...waiting];
    this.#known = new Set(known);
  }

  /** The next one that may begin; waits for it where there is one, null where there is none any more. */
  async next(): Promise<T | null> {
    for (;;) {
      if (this.#waiting.length === 0) return null;
      const at = this.#waiting.findIndex(({ sources }) => sources.every((source) => this.#isFree(source)));
      const [found] = at < 0 ? [] : this.#waiting.splice(at, 1);
      if (found) {
        for (const source of found.sources) this.#busy.set(source, (this.#busy.get(source) ?? 0) + 1);
        return found;
      }
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  /** A source was looked into: whoever waits for it may begin. */
  learn(source: string): void {
    this.#known.add(source);
    this.#wakeAll();
  }

  /** Something that was handed out has ended, well or not. */
  end({ sources }: T): void {
    for (const source of sources) this.#busy.set(source, (this.#busy.get(source) ?? 1) - 1);
    this.#wakeAll();
  }

  /** Nothing more is handed out. */
  stop(): void {
    this.#waiting.length = 0;
    this.#wakeAll();
  }

  #isFree(source: string): boolean {
    return this.#known.has(source) || (this.#busy.get(source) ?? 0) === 0;
  }

  #wakeAll(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const each of wake) each();
  }
}
