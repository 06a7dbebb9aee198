/** An answer that is no success, with the reason and what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly statusCode: number,
    readonly code: string,
    readonly text: string,
    /** Seconds after which it may be tried again. */
    readonly retryAfter?: number,
  ) {
    super(`${code}: ${text}`);
  }
}

export const notFound = () =>
  new Refusal(
    404,
    'api/not-found',
    'There is no such thing, or it belongs to another token: look at the id.',
  );

/** Redis is away or silent. */
export const noQueue = () =>
  new Refusal(503, 'api/no-queue', 'The queue does not answer: try again in a minute.', 60);

/** The folder is away, full, or not ours to write. */
export const noStore = () =>
  new Refusal(
    503,
    'api/no-store',
    'Files cannot be read or written here now: try again in a minute, and tell the admin if that does not help.',
    60,
  );

/** A file went while a request was at it. */
export const goneMeanwhile = () =>
  new Refusal(
    409,
    'api/gone',
    'Another request has removed or replaced this meanwhile: look at how it stands, and ask again.',
    1,
  );
