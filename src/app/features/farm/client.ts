import { DubError } from '../../../engine/core/errors';
import {
  readAccount,
  readBytes,
  readJob,
  readRefusal,
  type Account,
  type FarmJob,
  type JobWish,
} from './answers';

/** The farm does not answer, or wants to be asked later. */
export class Away extends Error {
  override readonly name = 'Away';
}

/** The farm answered that it will not. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly status: number,
    readonly code: string,
    text: string,
  ) {
    super(text);
  }
}

export type ClientParts = {
  /** Address of the interface, with a slash at its end. */
  readonly base: string;
  /** Null where there is none, or none is needed. */
  readonly token: () => string | null;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
};

type Ask = Pick<RequestInit, 'method' | 'body' | 'headers'> & { readonly signal: AbortSignal };

/** Refusals that mean later and not never. */
const LATER = ['api/too-many', 'api/at-once', 'api/gone', 'api/no-queue', 'api/away'];

/** Who does not answer in this time is away, milliseconds; of what may take long it is each step. */
const ANSWER_MS = 60_000;

/**
 * Asks a farm, by its HTTP interface. Every method throws `Away` where it does not answer, `farm/token` where it wants a
 * token or another one, `Refused` for all else, and the signal's reason.
 */
export class FarmClient {
  readonly #parts: ClientParts;

  constructor(parts: ClientParts) {
    this.#parts = parts;
  }

  async account(signal: AbortSignal): Promise<Account> {
    return readAccount(await this.#json('account', { signal }));
  }

  /** Whether a file of this SHA-256 was uploaded before. */
  async has(id: string, signal: AbortSignal): Promise<boolean> {
    return this.#json(`files/${id}`, { signal }).then(() => true, falseIfMissing);
  }

  /** Bytes of a file that have come so far. */
  async come(id: string, signal: AbortSignal): Promise<number> {
    return readBytes(await this.#json(`uploads/${id}`, { signal }));
  }

  async sendPiece(id: string, at: number, body: Blob, signal: AbortSignal): Promise<void> {
    const headers = { 'Content-Type': 'application/octet-stream' };
    await this.#ask(`uploads/${id}/${at}`, { method: 'PUT', body, headers, signal });
  }

  /** Makes a file of the pieces. Gigabytes are read for it over there. */
  async endUpload(id: string, signal: AbortSignal): Promise<void> {
    await this.#ask(`uploads/${id}`, { method: 'POST', signal }, Infinity);
  }

  async submit(wish: JobWish, signal: AbortSignal): Promise<FarmJob> {
    const headers = { 'Content-Type': 'application/json' };
    return readJob(await this.#json('jobs', { method: 'POST', body: JSON.stringify(wish), headers, signal }));
  }

  async job(id: string, signal: AbortSignal): Promise<FarmJob> {
    return readJob(await this.#json(`jobs/${id}`, { signal }));
  }

  async giveUp(id: string, signal: AbortSignal): Promise<void> {
    await this.#ask(`jobs/${id}`, { method: 'DELETE', signal }).catch(falseIfMissing);
  }

  /** The result's bytes, as they come. */
  async result(id: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const { body } = await this.#ask(`jobs/${id}/result`, { signal }, Infinity);
    if (!body) throw new Away('The result has no bytes.');
    return body;
  }

  async #json(path: string, ask: Ask): Promise<unknown> {
    const answer = await this.#ask(path, ask);
    return answer.json().catch((cause: unknown) => {
      ask.signal.throwIfAborted();
      throw new Away('The answer ended before its end.', { cause });
    });
  }

  async #ask(path: string, { signal, headers, ...init }: Ask, patienceMs = ANSWER_MS): Promise<Response> {
    const { base, token, fetch } = this.#parts;
    const bearer = token();
    const told = { ...headers, ...(bearer !== null && { Authorization: `Bearer ${bearer}` }) };
    const patience = patienceMs === Infinity ? [] : [AbortSignal.timeout(patienceMs)];
    const request = { ...init, headers: told, signal: AbortSignal.any([signal, ...patience]) };
    const answer = await fetch(`${base}v1/${path}`, { ...request, cache: 'no-store' }).catch(
      (cause: unknown) => {
        signal.throwIfAborted();
        throw new Away('There was no answer.', { cause });
      },
    );
    if (answer.ok) return answer;
    const { code, text } = readRefusal(await answer.json().catch(() => null));
    if (answer.status === 401) throw new DubError('farm/token', { detail: { said: text } });
    if (answer.status >= 500 || LATER.includes(code)) throw new Away(`${answer.status} ${code}`);
    throw new Refused(answer.status, code, text);
  }
}

function falseIfMissing(reason: unknown): false {
  if (reason instanceof Refused && reason.status === 404) return false;
  throw reason;
}
