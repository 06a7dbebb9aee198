import type { NetworkFacts, NetworkService } from '../../../engine/bridge/services';
import type { Lease } from '../../../engine/bridge/lease';
import { DubError, toErrorData, type DubErrorData } from '../../../engine/core/errors';
import type { NetworkRecord, NetworkStore, StoredNetwork } from '../../storage/records/networks';
import { download } from './download-network';
import { knownNetwork, type BuiltIn, type KnownNetwork } from './known-networks';

/** A file on its way into the list. */
export type Adding =
  | { readonly state: 'reading'; readonly name: string; readonly done: number; readonly total: number }
  /** Recognised; its terms are shown (`known`) or to be stated, and to be accepted. */
  | {
      readonly state: 'terms';
      readonly file: File;
      readonly facts: NetworkFacts;
      readonly known: KnownNetwork | null;
    }
  | { readonly state: 'refused'; readonly name: string; readonly error: DubErrorData };

/** A look at a network may be silent for so long, milliseconds; and the longer, the larger it is. */
const LOOK_MS = 9000;
const READ_BYTES_A_MS = 10_000;

/** What the user says of a file that nobody knows. */
export type Terms = { readonly name: string; readonly licence: string };

/** The network that is to paint: its bytes at hand, on their way, or not to be had. */
export type Choice =
  | { readonly state: 'loading'; readonly id: string; readonly done: number; readonly total: number }
  | { readonly state: 'ready'; readonly id: string; readonly network: StoredNetwork }
  | { readonly state: 'failed'; readonly id: string; readonly error: DubErrorData };

export type NetworksParts = {
  readonly host: Pick<Lease<NetworkService>, 'run' | 'dispose'>;
  readonly store: Pick<NetworkStore, 'put' | 'list' | 'read' | 'delete'>;
  readonly builtIn: readonly BuiltIn[];
};

/** The networks that can paint with the Wav2Lip engine: those that came with the app and those the user brought. */
export class Networks {
  readonly #parts: NetworksParts;
  #stored = $state.raw<readonly NetworkRecord[]>([]);
  #adding = $state.raw<Adding | null>(null);
  #choice = $state.raw<Choice | null>(null);
  /** True where only those that came with the app may be used. */
  builtInOnly = $state(false);
  #waiting: File[] = [];
  /** Files that may hold weights of those that wait, and the one that was refused for want of its weights. */
  #beside: readonly File[] = [];
  #incomplete: File | null = null;
  #reading: AbortController | null = null;
  #loading: AbortController | null = null;

  constructor(parts: NetworksParts) {
    this.#parts = parts;
  }

  /** Built in first, then the user's own, oldest first; each once. */
  get list(): readonly NetworkRecord[] {
    const builtIn = this.#parts.builtIn.map(({ record }) => record);
    return [...builtIn, ...this.own];
  }
  /** Those that the user brought, oldest first. */
  get own(): readonly NetworkRecord[] {
    return this.builtInOnly ? [] : this.#stored.filter(({ id }) => !this.isBuiltIn(id));
  }
  get adding() {
    return this.#adding;
  }
  get choice() {
    return this.#choice;
  }

  isBuiltIn(id: string): boolean {
    return this.#parts.builtIn.some(({ record }) => record.id === id);
  }

  /** Reads the list, once. */
  async restore(): Promise<void> {
    this.#stored = await this.#parts.store.list();
  }

  /**
   * Adds files one after the other; whoever is asked for terms is asked before the next is read. `beside`: files that may
   * hold their weights, or those of the one that was refused for want of them.
   */
  give(files: readonly File[], beside: readonly File[] = []): void {
    if (this.builtInOnly) return;
    const meant = files.length > 0 ? files : this.#incomplete ? [this.#incomplete] : beside.slice(0, 1);
    this.#beside = [...(files.length > 0 ? [] : this.#beside), ...beside];
    this.#waiting.push(...meant);
    if (!this.#adding || this.#adding.state === 'refused') void this.#next();
  }

  /** Stores the file whose terms stand there. `stated` counts only for a file that is not known. */
  async accept(stated: Terms): Promise<void> {
    const adding = this.#adding;
    if (adding?.state !== 'terms') return;
    const { file, facts, known } = adding;
    const terms = known ?? { ...stated, source: null, commercial: null };
    const { name, licence, source, commercial } = terms;
    const record = { ...facts, name, licence, source, commercial, addedAt: Date.now() };
    try {
      await this.#parts.store.put(record, file);
      this.#stored = await this.#parts.store.list();
    } catch (reason) {
      this.#adding = { state: 'refused', name: file.name, error: toErrorData(reason) };
      return;
    }
    this.choose(record.id);
    await this.#next();
  }

  /** Puts away what stands there: stops the reading, declines the terms, or dismisses the refusal. */
  skip(): void {
    this.#reading?.abort();
    void this.#next();
  }

  /** Makes a network the one that paints, and gets its bytes. */
  choose(id: string): void {
    if (this.#choice?.id === id && this.#choice.state !== 'failed') return;
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    const record = this.list.find((each) => each.id === id);
    if (!record) return;
    this.#choice = { state: 'loading', id, done: 0, total: record.bytes };
    const onProgress = (done: number) => {
      if (!loading.signal.aborted) this.#choice = { state: 'loading', id, done, total: record.bytes };
    };
    this.#load(record, onProgress, loading.signal).then(
      (network) => {
        if (!loading.signal.aborted) this.#choice = { state: 'ready', id, network };
      },
      (reason: unknown) => {
        if (!loading.signal.aborted) this.#choice = { state: 'failed', id, error: toErrorData(reason) };
      },
    );
  }

  /** The file of a network, for a job that was made earlier. Throws `model/failed`. */
  async open(id: string, signal: AbortSignal): Promise<File> {
    if (this.#choice?.state === 'ready' && this.#choice.id === id) return this.#choice.network.file;
    const record = this.list.find((each) => each.id === id);
    if (!record) throw new DubError('model/failed', { detail: { model: id, reason: 'no such network' } });
    try {
      return (await this.#load(record, () => {}, signal)).file;
    } catch (cause) {
      signal.throwIfAborted();
      throw cause instanceof DubError ? cause : new DubError('model/failed', { cause });
    }
  }

  /** Forgets a network; where it was to paint, the first that is left takes its place. */
  async delete(id: string): Promise<void> {
    await this.#parts.store.delete(id);
    this.#stored = await this.#parts.store.list();
    if (this.#choice?.id !== id) return;
    this.#loading?.abort();
    this.#choice = null;
    const [first] = this.list;
    if (first) this.choose(first.id);
  }

  async #load(
    record: NetworkRecord,
    onProgress: (done: number) => void,
    signal: AbortSignal,
  ): Promise<StoredNetwork> {
    const builtIn = this.#parts.builtIn.find(({ record: { id } }) => id === record.id);
    if (!builtIn) return this.#parts.store.read(record);
    return { record, file: await download(builtIn, signal, onProgress) };
  }

  async #next(): Promise<void> {
    const file = this.#waiting.shift();
    this.#adding = null;
    this.#incomplete = null;
    if (!file) {
      this.#parts.host.dispose();
      return;
    }
    const reading = (this.#reading = new AbortController());
    const report = (done: number) =>
      (this.#adding = { state: 'reading', name: file.name, done, total: file.size });
    report(0);
    try {
      if (file.size === 0) throw new DubError('model/not-onnx');
      const beside = this.#beside;
      const { facts, whole } = await this.#parts.host.run(
        (service, port) => service.inspect(file, beside, port),
        {
          limit: { ms: LOOK_MS + file.size / READ_BYTES_A_MS, code: 'input/too-slow' },
          signal: reading.signal,
          onProgress: ({ done }) => !reading.signal.aborted && report(done),
        },
      );
      if (reading.signal.aborted) return;
      if (this.list.some(({ id }) => id === facts.id)) {
        this.choose(facts.id);
        await this.#next();
        return;
      }
      const complete = whole ? new File([whole], file.name) : file;
      this.#adding = { state: 'terms', file: complete, facts, known: knownNetwork(facts.id) };
    } catch (reason) {
      if (reading.signal.aborted) return;
      const error = toErrorData(reason);
      if (error.code === 'model/weights-missing') this.#incomplete = file;
      this.#adding = { state: 'refused', name: file.name, error };
    }
  }
}
