import { createHash } from 'node:crypto';
import type { Wish } from '../dub-options';
import type { Lines, PageQuery, SoundTracks, TrimEnds } from '../studio-page';

/** A file by its content. */
export type FileRef = {
  /** SHA-256 of its bytes, hexadecimal, as `sha256sum` tells it. */
  readonly hash: string;
  /** What the app names the same bytes by (`src/engine/media/input/source-id.ts`). */
  readonly source: string;
  /** What its owner calls it: the last part of a path, with its extension. */
  readonly name: string;
  readonly bytes: number;
};

/** A network to paint with; `file` null is the first that is built in. */
export type WorkNetwork = {
  readonly file: FileRef | null;
  /** Weights that lie beside the file. */
  readonly weights: FileRef | null;
  readonly name: string;
  readonly licence: string;
  readonly published: boolean;
};

/** Lines that say several stretches of a video anew, and what says them. */
export type WorkLines = {
  /** SRT, WebVTT or a script. */
  readonly sheet: FileRef;
  /** In the order in which they are given; lines know them by their names. */
  readonly speeches: readonly FileRef[];
} & Omit<Lines, 'sheet' | 'speeches' | 'beside'>;

/** One job as plain data, which goes from machine to machine. */
export type Work = {
  readonly video: FileRef;
  readonly speech: FileRef;
  readonly network: WorkNetwork | null;
  readonly trim: TrimEnds;
  readonly sounds: SoundTracks;
  /** The stretch of the video that alone is said anew; null for all of it. */
  readonly fix: Wish['fix'];
  /** In place of the speech, which is the first of theirs; absent where all of it is said. */
  readonly lines?: WorkLines;
  /** Settings and language, as the page reads them. */
  readonly query: PageQuery;
  readonly consent: string;
  /** Seconds before a run is given up. */
  readonly timeout: number;
};

/** Goes up where the same sources and settings shall no longer count as the same work. */
const FORMAT = 1;

/** JSON whose members stand in one order, so that equal values are equal texts. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}

/**
 * Names work by all that decides its result: content of the files and settings. What files are called, who consents and
 * how long it may take do not count, so that the same work is done once whoever asks for it. 64 hexadecimal digits.
 */
export function workId({ video, speech, network, trim, sounds, fix, query, lines }: Work): string {
  const painter = network && {
    ...{ file: network.file?.hash ?? null, weights: network.weights?.hash ?? null },
    published: network.published,
  };
  // Files belong to lines by their names, and how a sheet is read is told by its own.
  const named = ({ hash, name }: FileRef) => ({ hash, name });
  const along = lines && { ...lines, sheet: named(lines.sheet), speeches: lines.speeches.map(named) };
  const files = { video: video.hash, speech: speech.hash, lines: along };
  const said = { format: FORMAT, ...files, painter, trim, sounds, fix, query };
  return createHash('sha256').update(canonical(said)).digest('hex');
}

/** Extension of a work's result. */
export const extensionOf = ({ query }: Pick<Work, 'query'>): 'mp4' | 'webm' =>
  query.format === 'webm' ? 'webm' : 'mp4';
