import { numberOf, UsageError } from '../setting-flags';

/** One word of the `koubo` command. */
export type Command = {
  /** What `--help` prints: the line of use first. */
  readonly usage: string;
  /** Resolves to the exit code. Throws a `UsageError` for arguments that it cannot understand. */
  run(args: string[]): Promise<number>;
};

/** Exit codes of every command; 128 + n where signal n ended it. */
export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** What `parseArgs` throws is wrong use as well. */
export const isWrongUse = (reason: unknown): reason is Error =>
  reason instanceof UsageError ||
  (reason instanceof TypeError &&
    String((reason as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS'));

/** The count that `--name` was given. Throws a `UsageError` for anything else. */
export function countOf(name: string, text: string | undefined, usual: number): number {
  const count = text === undefined ? usual : numberOf(name, text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new UsageError(`--${name} wants a whole number from 1 on.`);
}

/** Runs a command: help, exit codes and what is told of a failure are the same for all. */
export async function runCommand({ usage, run }: Command, args: string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    return EXIT.done;
  }
  try {
    return await run(args);
  } catch (reason) {
    const message = reason instanceof Error ? reason.message : String(reason);
    if (!isWrongUse(reason)) {
      console.error(`failed: ${message}`);
      return EXIT.failed;
    }
    console.error(`${message}\n\n${usage}`);
    return EXIT.usage;
  }
}
