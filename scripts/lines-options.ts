import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseScript } from '../src/engine/script/read-script';
import {
  CAPTION_PLACES,
  CAPTION_SIZES,
  DEFAULT_LOOK,
  FITS,
  type CaptionLook,
} from '../src/engine/script/script';
import { UsageError } from './setting-flags';
import { SUBTITLE_KINDS, type Lines, type SubtitleKind } from './studio-page';

export const LINES_USAGE = `  --script FILE     say several sentences anew: a list of them with their files, and who
                    says each (docs/script.schema.json)
  --srt FILE        the same along subtitles (SRT or WebVTT), with --audio one recording that runs along with the video, or
  --speech-dir DIR  a file for each line, named by its number (1.wav) or its time (00-01-02.wav)
  --fit F           what gives where the speech is too long or too short for its time: pace, spoken 0.85 to 1.2 times as
                    fast (of subtitles); picture, the video becomes longer or shorter there and all else moves along; or
                    as-is (of --fix, and of scripts that say nothing else)
  --subtitles       put the lines into the result as a track of subtitles (WebVTT)
  --burn LOOK       write the lines into the pictures; how they look, in any order, apart by commas: small, medium or large,
                    bottom or top, and box for a dark plate under them (medium,bottom)
  --beside KINDS    write the lines into files beside the result as well, on its clock: srt, vtt or srt,vtt`;

/** The flags of how lines are said and seen. */
export const HOW_FLAGS = {
  fit: { type: 'string' },
  subtitles: { type: 'boolean' },
  burn: { type: 'string' },
} as const;

/** The flags of a job along lines, for `parseArgs`. */
export const LINES_FLAGS = {
  script: { type: 'string' },
  srt: { type: 'string' },
  'speech-dir': { type: 'string' },
  ...HOW_FLAGS,
  beside: { type: 'string' },
} as const;

type LinesFlags = Partial<
  Record<
    'script' | 'srt' | 'speech-dir' | 'fit' | 'burn' | 'beside' | 'audio' | 'fix' | 'video-in' | 'video-out',
    string
  >
> & { readonly subtitles?: boolean };

/** How lines are said and seen, whichever they are. */
export type LinesHow = Pick<LinesFlags, 'fit' | 'subtitles' | 'burn'>;

/**
 * The lines among the flags; null without any. Throws a `UsageError` for what is wrong with them, and what reading the
 * script throws.
 */
export function linesOf(flags: LinesFlags): Lines | null {
  const { script, srt, audio, 'speech-dir': folder } = flags;
  const fit = FITS.find((each) => each === flags.fit);
  const how = {
    ...(fit && { fit }),
    ...(flags.subtitles && { track: true }),
    ...(flags.burn !== undefined && { burn: lookOf(flags.burn) }),
    ...(flags.beside !== undefined && { beside: kindsOf(flags.beside) }),
  };
  if (flags.fit !== undefined && !fit)
    throw new UsageError(`--fit is ${FITS.join(', ')}, not "${flags.fit}".`);
  if (script === undefined && srt === undefined) {
    if (folder !== undefined) throw new UsageError('--speech-dir belongs to --srt.');
    for (const flag of ['subtitles', 'burn', 'beside'] as const)
      if (flags[flag] !== undefined) throw new UsageError(`--${flag} belongs to --srt and --script.`);
    if (fit && flags.fix === undefined) throw new UsageError('--fit belongs to --srt, --script and --fix.');
    return null;
  }
  if (flags.fix !== undefined || flags['video-in'] !== undefined || flags['video-out'] !== undefined)
    throw new UsageError(
      'Lines keep all of the video: they do not go with --fix, --video-in and --video-out.',
    );
  if (script !== undefined) {
    if (srt !== undefined || audio !== undefined || folder !== undefined)
      throw new UsageError(
        '--script names its files itself: it goes without --srt, --audio and --speech-dir.',
      );
    return { sheet: resolve(script), speeches: filesOf(script), along: false, ...how };
  }
  if ((audio === undefined) === (folder === undefined))
    throw new UsageError('--srt needs either --audio, one recording, or --speech-dir, a file for each line.');
  const speeches = audio === undefined ? filesIn(folder as string) : [resolve(audio)];
  return { sheet: resolve(srt as string), speeches, along: audio !== undefined, ...how };
}

/** What lines look like in the pictures, of words that say so. */
function lookOf(words: string): CaptionLook {
  const given = words.split(',').map((word) => word.trim());
  const size = CAPTION_SIZES.find((each) => given.includes(each));
  const place = CAPTION_PLACES.find((each) => given.includes(each));
  const known: readonly string[] = [...CAPTION_SIZES, ...CAPTION_PLACES, 'box'];
  const wrong = given.find((word) => !known.includes(word));
  if (wrong !== undefined) throw new UsageError(`--burn takes ${known.join(', ')}, not "${wrong}".`);
  return { ...DEFAULT_LOOK, ...(size && { size }), ...(place && { place }), box: given.includes('box') };
}

function kindsOf(words: string): SubtitleKind[] {
  const given = words.split(',').map((word) => word.trim());
  const wrong = given.find((word) => !SUBTITLE_KINDS.some((kind) => kind === word));
  if (wrong !== undefined) throw new UsageError(`--beside is srt, vtt or srt,vtt, not "${words}".`);
  return SUBTITLE_KINDS.filter((kind) => given.includes(kind));
}

/** The files that a script names, each once. */
function filesOf(script: string): string[] {
  const { cues } = parseScript(readFileSync(script, 'utf8'));
  const paths = [...new Set(cues.map(({ speech }) => resolve(dirname(script), speech.file)))];
  const names = new Set(paths.map((path) => basename(path).toLowerCase()));
  if (names.size < paths.length)
    throw new UsageError('Two files of the script have the same name; call them differently.');
  return paths;
}

function filesIn(folder: string): string[] {
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.startsWith('.'),
  );
  if (files.length === 0) throw new UsageError(`There are no files in ${folder}.`);
  return files.map(({ name }) => join(resolve(folder), name)).sort();
}
