/**
 * Everything that can go wrong and that a user can act on. The code is also the translation key
 * (`error.<code>` in `src/app/i18n`); `retry` says whether the same job may succeed when it is run again.
 */
const ERRORS = {
  'input/unreadable': { retry: false },
  'input/unsupported': { retry: false },
  'input/empty': { retry: false },
  'input/no-video': { retry: false },
  'input/no-frames': { retry: false },
  /** A picture where only a video has what is said anew. */
  'input/still': { retry: false },
  'input/picture-size': { retry: false },
  /** An edit list wants something played faster or slower. */
  'input/edit-rate': { retry: false },
  /** A file announces more of something than it can hold. */
  'input/announced': { retry: false },
  /** More frames a second than any camera films. */
  'input/too-fast': { retry: false },
  'input/too-long': { retry: false },
  /** A ZIP archive that cannot be unpacked here: too large, damaged, or locked by a password. */
  'input/archive': { retry: false },
  /** Nothing was found out about a file in reasonable time. */
  'input/too-slow': { retry: true },
  'input/no-audio': { retry: false },
  /** There is sound, and not all of it can be decoded. */
  'input/damaged-sound': { retry: false },
  'input/no-face': { retry: false },
  /** The one who is to speak is not among those who were found. */
  'input/no-person': { retry: false },
  /** A file that a stored job was made from is not there any more, or is another. */
  'input/gone': { retry: true },
  /** The browser wants to ask the user before it reads a file again. */
  'input/locked': { retry: true },
  /** A recording for one of several people, without a word whose it is. */
  'input/whose-speech': { retry: false },
  'input/speech-too-short': { retry: false },
  'input/speech-silent': { retry: false },
  /** A script says something that cannot be; the detail names the cue and what is wrong. */
  'script/invalid': { retry: false },
  /** Subtitles cannot be read; the detail names the line of the file. */
  'subtitles/unreadable': { retry: false },
  /** Recordings of lines were given before the lines. */
  'subtitles/missing': { retry: false },
  /** The bytes of a finished result are not those that were written. */
  'result/damaged': { retry: false },
  'codec/no-encoder': { retry: false },
  'codec/failed': { retry: true },
  'model/failed': { retry: true },
  'model/not-onnx': { retry: false },
  /** A network's weights lie in another file, which was not given. */
  'model/weights-missing': { retry: false },
  'model/other-contract': { retry: false },
  'model/needs-shader-f16': { retry: false },
  /** A network's answer holds values that are no numbers. */
  'model/no-numbers': { retry: false },
  'gpu/lost': { retry: true },
  'storage/full': { retry: true },
  'storage/not-written': { retry: true },
  'worker/crashed': { retry: true },
  /** The machines elsewhere that a job is made on do not answer, or want to know who asks. */
  'farm/away': { retry: true },
  'farm/token': { retry: true },
  /** They will not take it; the detail tells what they say. */
  'farm/refused': { retry: true },
  /** They could not make it, for a reason that is not the job's. */
  'farm/failed': { retry: true },
  /** A stage of a job made no progress for more than a minute and was ended; the detail names it. */
  'job/stalled': { retry: true },
} as const satisfies Record<string, { retry: boolean }>;

/** What went wrong, as `subject/problem`: `input/no-face`. */
export type DubErrorCode = keyof typeof ERRORS;
export const isErrorCode = (code: string): code is DubErrorCode => Object.hasOwn(ERRORS, code);

/** Figures and names for the log; never shown without the translated text. */
export type ErrorDetail = Record<string, string | number>;
/** A `DubError` as plain data: can be stored and posted. */
export type DubErrorData = {
  readonly code: DubErrorCode;
  readonly detail?: ErrorDetail;
  readonly cause?: string;
  /** For the log: where it was thrown, and where what caused it was. */
  readonly stack?: string;
};

/** Something that went wrong and that a user can act on; `detail` holds figures and names for the log. */
export class DubError extends Error {
  override readonly name = 'DubError';
  readonly code: DubErrorCode;
  readonly detail: ErrorDetail | undefined;

  constructor(code: DubErrorCode, options: ErrorOptions & { detail?: ErrorDetail } = {}) {
    super(code, options);
    this.code = code;
    this.detail = options.detail;
  }

  get canRetry(): boolean {
    return ERRORS[this.code].retry;
  }
}

/** True for what an aborted `AbortSignal` throws: the user's wish, not a fault. */
export function isAbort(reason: unknown): boolean {
  return (
    typeof reason === 'object' && reason !== null && (reason as { name?: unknown }).name === 'AbortError'
  );
}

/** Any thrown value as plain data; what is no `DubError` counts as a crash of the step it came from. */
export function toErrorData(reason: unknown): DubErrorData {
  const stack = stackOf(reason);
  const where = stack === null ? {} : { stack };
  if (reason instanceof DubError) {
    const cause = reason.cause === undefined ? {} : { cause: describe(reason.cause) };
    return { code: reason.code, ...(reason.detail && { detail: reason.detail }), ...cause, ...where };
  }
  return { code: 'worker/crashed', cause: describe(reason), ...where };
}

/** The error again that `toErrorData` made plain data of. */
export function fromErrorData({ code, detail, cause, stack }: DubErrorData): DubError {
  const error = new DubError(code, {
    ...(cause !== undefined && { cause }),
    ...(detail && { detail }),
  });
  // Where it went wrong over there, not where it was put together again.
  if (stack !== undefined) error.stack = stack;
  return error;
}

/** One line for the log: name, message and, where there is one, the cause behind it. */
export function describe(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason);
  const behind = reason.cause === undefined ? '' : ` (${describe(reason.cause)})`;
  return `${reason.name}: ${reason.message}${behind}`;
}

/** The lines of an error and of what caused it, innermost last; null for what is no error. */
export function stackOf(reason: unknown): string | null {
  if (!(reason instanceof Error)) return null;
  const own = reason.stack ?? describe(reason);
  const behind = reason.cause === undefined ? null : stackOf(reason.cause);
  return behind === null ? own : `${own}\nCaused by: ${behind}`;
}
