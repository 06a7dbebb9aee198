import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Value } from 'typebox/value';
import { Type, type Static } from 'typebox';

/** What a token allows. */
const Token = Type.Object({
  name: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }),
  /** SHA-256 of the token, hexadecimal: 256 random bits need no slow hash. */
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  admin: Type.Boolean(),
  /** Jobs that wait or run at the same time, and bytes that are uploaded on one day (UTC). */
  jobs: Type.Integer({ minimum: 1 }),
  bytesADay: Type.Integer({ minimum: 1 }),
  /** Signs what is told to this token's webhooks. */
  webhookSecret: Type.String({ minLength: 32 }),
});
const Tokens = Type.Array(Token);

export type FarmToken = Static<typeof Token>;

const digest = (token: string) => createHash('sha256').update(token).digest('hex');

/** Tokens as a file keeps them. Throws where it is none, or is not as it should be. */
export function readTokens(path: string): FarmToken[] {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Value.Check(Tokens, value))
    throw new Error(`${path} is no file of tokens: make one with koubo token.`);
  return value;
}

/** Finds a token by its hash: how long that takes tells nothing of the token. */
export class TokenBook {
  readonly #byHash: Map<string, FarmToken>;

  constructor(tokens: readonly FarmToken[]) {
    this.#byHash = new Map(tokens.map((token) => [token.sha256, token]));
  }

  /** The token of an `Authorization` header; null where there is none, or a wrong one. */
  find(header: string | undefined): FarmToken | null {
    const token = /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(header ?? '')?.[1];
    return token === undefined ? null : (this.#byHash.get(digest(token)) ?? null);
  }

  named(name: string): FarmToken | null {
    return [...this.#byHash.values()].find((token) => token.name === name) ?? null;
  }
}

export type NewToken = Pick<FarmToken, 'name' | 'admin' | 'jobs' | 'bytesADay'>;

/** A token, which nobody can read again, and what is kept of it. */
export function makeToken(wanted: NewToken): { token: string; kept: FarmToken } {
  const token = randomBytes(32).toString('base64url');
  const webhookSecret = randomBytes(32).toString('base64');
  return { token, kept: { ...wanted, sha256: digest(token), webhookSecret } };
}

/** Writes the file anew; only its owner may read it. */
export function writeTokens(path: string, tokens: readonly FarmToken[]): void {
  writeFileSync(`${path}.part`, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.part`, path);
}
