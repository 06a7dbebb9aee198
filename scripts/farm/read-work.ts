import { existsSync } from 'node:fs';
import type { Wish } from '../dub-options';
import { fileRefOf } from './file-hash';
import type { Lines } from '../studio-page';
import type { FileRef, Work, WorkLines } from './work';

/** Where a job's files lie on this machine. */
export type Sources = {
  readonly video: string;
  readonly speech: string;
  /** In place of the speech, which is the first of theirs. */
  readonly lines?: Lines | null;
};

/** Reads each file once, however many jobs it belongs to. */
export class RefReader {
  readonly #refs = new Map<string, Promise<FileRef>>();

  of(path: string): Promise<FileRef> {
    const known = this.#refs.get(path) ?? fileRefOf(path);
    this.#refs.set(path, known);
    return known;
  }
}

/** Files of this machine that belong to a job, by their content; weights lie beside their network. */
export const weightsOf = (network: string): string | null =>
  existsSync(`${network}.data`) ? `${network}.data` : null;

/** A job as plain data. Throws what reading its files throws. */
export async function readWork(
  { video, speech, lines }: Sources,
  { network, trim, sounds, fix, query, consent, timeout }: Wish,
  refs: RefReader,
): Promise<Work> {
  const weights = network?.file ? weightsOf(network.file) : null;
  return {
    video: await refs.of(video),
    speech: await refs.of(speech),
    network: network && {
      file: network.file === null ? null : await refs.of(network.file),
      weights: weights === null ? null : await refs.of(weights),
      ...{ name: network.name, licence: network.licence, published: network.published },
    },
    ...{ trim, sounds, fix, query, consent, timeout },
    ...(lines && { lines: await readLines(lines, refs) }),
  };
}

async function readLines({ beside: _, sheet, speeches, ...how }: Lines, refs: RefReader): Promise<WorkLines> {
  return {
    ...how,
    sheet: await refs.of(sheet),
    speeches: await Promise.all(speeches.map((path) => refs.of(path))),
  };
}
