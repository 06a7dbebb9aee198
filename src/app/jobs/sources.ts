import type { ProbeService } from '../../engine/bridge/services';
import type { Lease } from '../../engine/bridge/lease';
import type { SourceFile, SourceRef } from '../../engine/core/media-info';
import { isReadInPlace, type Held, type InputStore } from '../storage/records/inputs';
import type { Asked } from '../features/privacy/consents.svelte';
import type { Chosen } from './intake/intake';

export type SourcesParts = {
  readonly host: Pick<Lease<ProbeService>, 'run'>;
  readonly store: Pick<InputStore, 'keep'>;
};

/** A file that is held on to, and how: known at once, or when its copy is made. */
export type Kept = { readonly source: SourceFile; readonly held: Promise<Held> };

/** Names files by their content, each once, and holds on to those that jobs are made from. */
export class Sources {
  readonly #parts: SourcesParts;
  readonly #names = new WeakMap<File, Promise<SourceRef>>();

  constructor(parts: SourcesParts) {
    this.#parts = parts;
  }

  /** Throws `input/empty`, `input/unreadable`. */
  identify(file: File): Promise<SourceRef> {
    const known = this.#names.get(file);
    if (known) return known;
    const { signal } = new AbortController();
    const name = this.#parts.host.run((service, port) => service.accept(file, port), { signal });
    this.#names.set(file, name);
    // A file that could not be read may be there again at the next try.
    name.catch(() => this.#names.delete(file));
    return name;
  }

  /** What the user is asked about before it is used. Throws as `identify`. */
  async askFor({ file, info }: Chosen): Promise<Asked> {
    return { ...(await this.identify(file)), picture: info.reader === 'picture' };
  }

  /** Throws as `identify`, and `storage/full` where not even a record fits. */
  async keep({ file, info, handle }: Chosen): Promise<Kept> {
    const ref = await this.identify(file);
    const { held } = await this.#parts.store.keep(ref, file, handle ?? null);
    return { source: { ...ref, info }, held };
  }
}

/** True of a file that is read where it lies: keeping it takes no room. */
export const staysInPlace = ({ file, handle }: Chosen): boolean => isReadInPlace(file.size, handle ?? null);
