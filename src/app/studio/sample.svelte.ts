import { fetchSample } from '../features/make/sample';
import type { StudioOptions } from './options';

/** The sample that comes with the app: a video, and a speech in the page's language. */
export class Sample {
  readonly #language: StudioOptions['language'];
  #state = $state<'none' | 'fetching' | 'failed'>('none');

  constructor(language: StudioOptions['language']) {
    this.#language = language;
  }

  /** Not asked for, on its way to the table, or not to be had. */
  get state() {
    return this.#state;
  }

  /** Null where it is on its way already, or not to be had. */
  async fetch(): Promise<Awaited<ReturnType<typeof fetchSample>> | null> {
    if (this.#state === 'fetching') return null;
    this.#state = 'fetching';
    try {
      return await fetchSample(this.#language());
    } catch (reason) {
      console.warn('the sample could not be fetched', reason);
      this.#state = 'failed';
      return null;
    }
  }

  /** It lies on the table. */
  done(): void {
    this.#state = 'none';
  }
}
