import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Redis } from 'ioredis';
import type { FarmQueue } from '../queue/queue';
import type { Store } from '../store/store';
import type { Accounts } from './accounts';
import { Refusal } from './refusal';
import type { FarmToken, TokenBook } from './tokens';

export type ApiLimits = {
  /** Bytes of one file. */
  readonly fileBytes: number;
  /** Uploads, downloads and event streams at the same time, of one token. */
  readonly atOnce: number;
  readonly requestsAMinute: number;
  /** Milliseconds without a byte after which a client counts as gone. */
  readonly idleMs: number;
  /** Milliseconds before a webhook that failed is tried again; doubled each time. */
  readonly retryMs: number;
};

/** What the routes work with. */
export type Api = {
  readonly redis: Redis;
  readonly store: Store;
  readonly queue: FarmQueue;
  readonly tokens: TokenBook;
  readonly accounts: Accounts;
  readonly limits: ApiLimits;
  /** Origins to which webhooks may go, such as `https://erp.example`. */
  readonly webhooks: readonly string[];
  /** Counts what a token does at the same time; the answer ends it. Throws a `Refusal` (429). */
  readonly enter: (token: FarmToken) => () => void;
};

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Whose request it is. Throws a `Refusal` (401). */
export function tokenOf({ tokens }: Api, request: Pick<FastifyRequest, 'headers'>): FarmToken {
  const token = tokens.find(request.headers.authorization);
  if (token) return token;
  throw new Refusal(401, 'api/token', 'Send “Authorization: Bearer TOKEN” with a token of this farm.');
}

/** As `tokenOf`, of an admin. Throws a `Refusal` (401, 403). */
export function adminOf(api: Api, request: Pick<FastifyRequest, 'headers'>): FarmToken {
  const token = tokenOf(api, request);
  if (token.admin) return token;
  throw new Refusal(403, 'api/admin', 'This is for the token of an admin.');
}

/** A counter of what each token does at the same time. */
export function turnstile(most: number): Api['enter'] {
  const inside = new Map<string, number>();
  return ({ name }) => {
    const now = inside.get(name) ?? 0;
    if (now >= most)
      throw new Refusal(429, 'api/at-once', `This token may do ${most} transfers at once: end one first.`, 5);
    inside.set(name, now + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      inside.set(name, (inside.get(name) ?? 1) - 1);
    };
  };
}
