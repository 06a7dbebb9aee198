import { DubError } from '../../../engine/core/errors';
import type { FarmRule } from '../../environment/deployment';
import type { ValueStore } from '../../storage/records/values';
import type { Account } from './answers';
import { BegunJobs } from './begun';
import { FarmClient } from './client';
import { whyOnlyHere, type Asked } from './wish';

const TOKEN = 'farm.token';
/** Of this tab: a reload keeps it, and whoever opens another page begins on their own machine. */
const PLACE = 'koubo.place';

/** How the farm stands to this person. */
export type FarmState =
  | { readonly state: 'asking' | 'away' }
  /** It wants an access code; `wrong` where the one that was given is not known. */
  | { readonly state: 'token'; readonly wrong: boolean }
  | { readonly state: 'ready'; readonly account: Account };

/** A request, as far as it depends on whether the farm can make it. */
export type Wanted = Asked & {
  readonly video: { readonly file: { readonly size: number } };
  readonly speech: { readonly file: { readonly size: number } };
};

export type OfferParts = {
  readonly rule: FarmRule;
  readonly values: Pick<ValueStore, 'get' | 'set' | 'delete' | 'names'>;
  /** The app's own folder. */
  readonly home: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** What was chosen in this tab. */
  readonly tab: Pick<Storage, 'getItem' | 'setItem'>;
};

/** Machines that whoever put the app up offers beside the user's own: never chosen but by the user. */
export class FarmOffer {
  readonly #parts: OfferParts;
  readonly client: FarmClient;
  readonly begun: BegunJobs;
  /** Where files go, as a person reads it. */
  readonly host: string;
  #chosen = $state(false);
  #state = $state.raw<FarmState>({ state: 'asking' });
  #token: string | null = null;

  constructor(parts: OfferParts) {
    this.#parts = parts;
    // Read once: nothing is drawn from its changes.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    const base = new URL(parts.rule.path, parts.home);
    this.host = base.host;
    this.client = new FarmClient({ base: base.href, token: () => this.#token, fetch: parts.fetch });
    this.begun = new BegunJobs({ values: parts.values, client: this.client });
    this.#chosen = parts.tab.getItem(PLACE) === 'farm';
  }

  /** Once, at the start of the page: a job that waits there needs the access code. */
  async open(): Promise<void> {
    const kept = await this.#parts.values.get(TOKEN).catch(() => null);
    this.#token = typeof kept === 'string' ? kept : null;
    if (this.#chosen) await this.ask();
  }

  get state(): FarmState {
    return this.#state;
  }
  /** True where the user wants jobs to be made there. */
  get chosen(): boolean {
    return this.#chosen;
  }

  /** True where it was chosen and cannot be used yet: nothing is then made anywhere by mistake. */
  get isAwaited(): boolean {
    return this.#chosen && this.#state.state !== 'ready';
  }

  choose(chosen: boolean): void {
    this.#chosen = chosen;
    this.#parts.tab.setItem(PLACE, chosen ? 'farm' : 'here');
    if (chosen) void this.ask();
  }

  /** Asks whether the farm is there, and whether it knows this person. */
  async ask(): Promise<void> {
    this.#state = { state: 'asking' };
    this.#state = await this.client.account(new AbortController().signal).then(
      (account): FarmState => ({ state: 'ready', account }),
      (reason: unknown): FarmState => {
        const isUnknown = reason instanceof DubError && reason.code === 'farm/token';
        return isUnknown ? { state: 'token', wrong: this.#token !== null } : { state: 'away' };
      },
    );
  }

  /** Takes an access code, and keeps it where it is known. */
  async enter(token: string): Promise<void> {
    this.#token = token.trim() || null;
    await this.ask();
    if (this.#state.state === 'ready' && this.#token !== null)
      await this.#parts.values.set(TOKEN, this.#token);
  }

  /** True where this browser keeps an access code. */
  get hasToken(): boolean {
    return this.#state.state === 'ready' && this.#token !== null;
  }

  async forget(): Promise<void> {
    this.#token = null;
    await this.#parts.values.delete(TOKEN);
    await this.ask();
  }

  /** Why a job can only be made here; null where it can be made there. Bytes where it is too large. */
  whyOnlyHere(wanted: Wanted): ReturnType<typeof whyOnlyHere> | { readonly most: number } {
    if (this.#state.state === 'ready') {
      const most = this.#state.account.fileBytes;
      if (Math.max(wanted.video.file.size, wanted.speech.file.size) > most) return { most };
    }
    return whyOnlyHere(wanted);
  }

  /** True where such a job is to be made there, and can be. */
  takes(wanted: Wanted): boolean {
    return this.#chosen && this.#state.state === 'ready' && this.whyOnlyHere(wanted) === null;
  }
}
