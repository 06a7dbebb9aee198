import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseScript } from '../src/engine/script/read-script';
import { FITS } from '../src/engine/script/script';
import { UsageError } from './setting-flags';
import type { Lines } from './studio-page';

export const LINES_USAGE = `  --script FILE     say several sentences anew: a list of them with their files (docs/script.schema.json)
  --srt FILE        the same along subtitles (SRT or WebVTT), with --audio one recording that runs along with the video, or
  --speech-dir DIR  a file for each line, named by its number (1.wav) or its time (00-01-02.wav)
  --fit F           what gives where the speech is too long or too short for its time: pace, spoken 0.85 to 1.2 times as
                    fast (of subtitles), or as-is (of --fix, and of scripts that say nothing else)
  --subtitles       put the lines into the result as a track of subtitles (WebVTT)`;

/** The flags of a job along lines, for `parseArgs`. */
export const LINES_FLAGS = {
  script: { type: 'string' },
  srt: { type: 'string' },
  'speech-dir': { type: 'string' },
  fit: { type: 'string' },
  subtitles: { type: 'boolean' },
} as const;

type LinesFlags = Partial<
  Record<'script' | 'srt' | 'speech-dir' | 'fit' | 'audio' | 'fix' | 'video-in' | 'video-out', string>
> & { readonly subtitles?: boolean };

/**
 * The lines among the flags; null without any. Throws a `UsageError` for what is wrong with them, and what reading the
 * script throws.
 */
export function linesOf(flags: LinesFlags): Lines | null {
  const { script, srt, audio, 'speech-dir': folder } = flags;
  const fit = FITS.find((each) => each === flags.fit);
  const how = { ...(fit && { fit }), ...(flags.subtitles && { track: true }) };
  if (flags.fit !== undefined && !fit)
    throw new UsageError(`--fit is ${FITS.join(' or ')}, not "${flags.fit}".`);
  if (script === undefined && srt === undefined) {
    if (folder !== undefined) throw new UsageError('--speech-dir belongs to --srt.');
    if (flags.subtitles) throw new UsageError('--subtitles belongs to --srt and --script.');
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
