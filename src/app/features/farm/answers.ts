/** What the HTTP interface of a farm says (`docs/api.md`), as far as the page reads it. */

/** What the token that is used allows. Sizes in bytes. */
export type Account = {
  readonly name: string;
  readonly fileBytes: number;
  readonly pieceBytes: number;
  readonly bytesADay: number;
  readonly bytesToday: number;
};

/** How a job stands over there. */
export type FarmJob = {
  readonly id: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** A step of the app there; null while there is none. */
  readonly stage: string | null;
  /** 0–100. */
  readonly percent: number;
  readonly secondsLeft: number | null;
  readonly result: { readonly sha256: string; readonly bytes: number } | null;
  readonly error: { readonly code: string; readonly text: string } | null;
};

type Source = {
  readonly file: string;
  readonly name: string;
  readonly part?: { readonly from: number; readonly to: number };
  readonly sound?: number;
};

/** What a farm is asked to make. */
export type JobWish = {
  readonly video: Source;
  readonly speech: Source;
  readonly settings: Readonly<Record<string, string | number>>;
  readonly consent: string;
};

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const count = (value: unknown): number => (typeof value === 'number' && value >= 0 ? value : 0);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function readAccount(value: unknown): Account {
  const { name, fileBytes, pieceBytes, bytesADay, bytesToday } = record(value);
  const bytes = { fileBytes: count(fileBytes), pieceBytes: count(pieceBytes), bytesADay: count(bytesADay) };
  return { name: text(name), ...bytes, bytesToday: count(bytesToday) };
}

const STATES = ['waiting', 'running', 'done', 'failed'] as const;

/** Throws a `TypeError` for what is no job. */
export function readJob(value: unknown): FarmJob {
  const { id, state, stage, percent, secondsLeft, result, error } = record(value);
  const known = STATES.find((each) => each === state);
  if (typeof id !== 'string' || !known) throw new TypeError('The farm answered with something else.');
  const { sha256, bytes } = record(result);
  const { code, text: said } = record(error);
  return {
    ...{ id, state: known, stage: typeof stage === 'string' ? stage : null },
    ...{ percent: Math.min(100, count(percent)) },
    secondsLeft: typeof secondsLeft === 'number' ? secondsLeft : null,
    result: typeof sha256 === 'string' ? { sha256, bytes: count(bytes) } : null,
    error: typeof code === 'string' ? { code, text: text(said) } : null,
  };
}

export const readBytes = (value: unknown): number => count(record(value).bytes);

/** Why a request was refused. */
export const readRefusal = (value: unknown) => ({
  code: text(record(value).code),
  text: text(record(value).text),
});
