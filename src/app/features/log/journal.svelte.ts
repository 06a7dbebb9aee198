import type { LogStore } from '../../storage/records/log';
import { createEntry, type LogDraft, type LogEntry } from './entry';

/** Entries and days that are kept. */
const MOST = 5_000;
const DAYS = 90;

/** Tells other tabs that there is something new to read. */
const CHANNEL = 'koubo:log';

export type JournalParts = { readonly store: Pick<LogStore<LogEntry>, 'append' | 'list' | 'trim' | 'clear'> };

/**
 * The log of what happened in this browser. It stays here: nothing reads it but the log page. Writing never throws
 * and never waits; where storage is refused the log lasts as long as the page.
 */
export class Journal {
  readonly #store: JournalParts['store'];
  readonly #channel = new BroadcastChannel(CHANNEL);
  #pending: LogEntry[] = [];
  #writing: Promise<void> = Promise.resolve();
  // Entries never change; the list is replaced whole.
  #entries = $state.raw<readonly LogEntry[]>([]);
  #isRead = false;

  constructor({ store }: JournalParts) {
    this.#store = store;
    this.#channel.onmessage = () => this.#isRead && void this.read();
  }

  /** Oldest first: all after `read`, and before it those of this page. */
  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  add(draft: LogDraft): void {
    const entry = createEntry(draft, Date.now());
    this.#entries = [...this.#entries, entry].slice(-MOST);
    this.#pending.push(entry);
    void this.flush();
  }

  /** Reads what was written by earlier pages and other tabs, and forgets what is too old. */
  async read(): Promise<void> {
    this.#isRead = true;
    await this.flush();
    try {
      await this.#store.trim(MOST, Date.now() - DAYS * 86_400_000);
      const stored = await this.#store.list();
      // What came while it was being read is at its end.
      const last = stored.at(-1)?.id ?? '';
      this.#entries = [...stored, ...this.#pending.filter(({ id }) => id > last)];
    } catch {
      // As above: what this page has seen stands.
    }
  }

  /** Resolves when what was added is written or given up. */
  flush(): Promise<void> {
    return (this.#writing = this.#writing.then(() => this.#write()));
  }

  /** What is added while the disk is busy is written together. */
  async #write(): Promise<void> {
    const entries = this.#pending;
    this.#pending = [];
    if (entries.length === 0) return;
    try {
      await this.#store.append(entries);
      this.#channel.postMessage(null);
    } catch {
      // Nothing to do, and telling of it would be one more entry that cannot be written.
    }
  }

  /** Forgets everything; that it was done is the first entry of the new log. */
  async clear(): Promise<void> {
    await this.flush();
    await this.#store.clear();
    this.#entries = [];
    this.add({ level: 'info', event: 'log-cleared' });
    await this.flush();
  }

  /** Lets go of the other tabs. */
  close(): void {
    this.#channel.close();
  }
}
