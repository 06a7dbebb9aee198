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
