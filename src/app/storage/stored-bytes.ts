/** How stored bytes are held against what was stored: a power cut loses the ends of files that nobody had flushed. */
export type BytesCheck = {
  /** Names bytes by their content, as `SourceRef.id`. */
  readonly idOf: (file: File) => Promise<string>;
  /** Waits until the bytes of a file in OPFS are on the disk. */
  readonly flush: (path: string) => Promise<void>;
};

/** Tells whether stored bytes are those that were stored: each is read once after a start, and trusted from then on. */
export class StoredBytes {
  readonly #idOf: BytesCheck['idOf'] | null;
  readonly #whole = new Set<string>();

  /** Without `idOf` everything counts as whole. */
  constructor(idOf: BytesCheck['idOf'] | null) {
    this.#idOf = idOf;
  }

  /** Whether a file has the content that it should have. `key`: what it is remembered by. */
  async isWhole(key: string, file: File, content: string): Promise<boolean> {
    if (!this.#idOf || this.#whole.has(key)) return true;
    if ((await this.#idOf(file).catch(() => null)) !== content) return false;
    this.#whole.add(key);
    return true;
  }

  /** Was written by this page. */
  trust(key: string): void {
    this.#whole.add(key);
  }
}
