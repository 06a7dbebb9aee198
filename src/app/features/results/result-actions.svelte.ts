import { tick } from 'svelte';
import type { DubErrorData } from '../../../engine/core/errors';
import type { ResultRecord } from '../../storage/records/result-record';
import type { Studio } from '../../studio.svelte';
import { download } from '../../ui/download';
import { focusMain } from '../../ui/focus';
import { hrefOf } from '../../ui/routes';
import type { Preferences } from '../../ui/preferences.svelte';

/** What can be done with results wherever they are shown, and which of them is open. */
export class ResultActions {
  readonly #studio: Studio;
  readonly #preferences: Preferences;
  #openedId = $state<string | null>(null);
  #refusal = $state.raw<DubErrorData | null>(null);
  /** Name of the one whose bytes were wanted last and are gone. */
  #missing = $state.raw<string | null>(null);

  constructor(studio: Studio, preferences: Preferences) {
    this.#studio = studio;
    this.#preferences = preferences;
  }

  get openedId(): string | null {
    return this.#openedId;
  }

  /** Why the files of the open one could not be used again; null where nothing is known against it. */
  get refusal(): DubErrorData | null {
    return this.#refusal;
  }

  /** Shows one, or with null none. */
  open(id: string | null): void {
    this.#openedId = id;
    this.#refusal = null;
  }

  get missing(): string | null {
    return this.#missing;
  }

  /** Hands one to the browser's downloads. The browser may have cleared its bytes behind the app's back. */
  async save({ id, name }: ResultRecord): Promise<void> {
    try {
      download(await this.#studio.workshop.results.read(id), name);
      this.#missing = null;
    } catch (reason) {
      console.warn(`no bytes for ${id}`, reason);
      this.#missing = name;
    }
  }

  async remove(records: readonly ResultRecord[]): Promise<void> {
    this.open(null);
    await this.#studio.workshop.delete(records.map(({ id }) => id));
    await tick();
    // Where the pressed button went away with its result.
    if (document.activeElement === document.body) focusMain();
  }

  /** Takes a result's files and settings back to the page that makes. */
  async reuse(record: ResultRecord): Promise<void> {
    this.#refusal = await this.#studio.reuse(record);
    if (this.#refusal) return;
    this.open(null);
    this.#preferences.setMakeMode(this.#studio.script.mode);
    location.hash = hrefOf('make');
  }
}
