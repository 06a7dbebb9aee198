/** Exit codes of programs that a signal ended. */
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor(readonly code: number) {
    super('interrupted');
  }
}

/**
 * A signal that is aborted, with an `Interrupted`, when somebody wants the program to end. `close` lets signals end the
 * program by themselves again.
 */
export function interruptSignal(): { readonly signal: AbortSignal; close(): void } {
  const controller = new AbortController();
  const hear = (name: keyof typeof CODES) => controller.abort(new Interrupted(CODES[name]));
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, hear);
  return {
    signal: controller.signal,
    close: () => {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, hear);
    },
  };
}
