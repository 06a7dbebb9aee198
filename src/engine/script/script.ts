import type { TimeRange } from '../core/time-range';
import type { FaceChoice } from '../face/track/choice/face-choice';
import type { SubtitleLine } from './subtitles';

/** What gives where a cue's speech and its gap differ in length. */
export const FITS = ['as-is', 'pace', 'picture'] as const;
/**
 * `as-is`: the speech begins with the cue, and may run on into what follows, but never into the next cue of that person. `pace`: it is
 * spoken faster or slower, its pitch kept, so that it fills its gap, as far as that goes (`TEMPO`); what is then still too
 * long runs on. `picture`: it is spoken as it was recorded, and pictures are held or taken out within the cue until it
 * fits; all that comes after moves along.
 */
export type Fit = (typeof FITS)[number];

/** A stretch of a video's time, and what is said there. */
export type Cue<Speech = TimeRange> = {
  /** Seconds of the video; `start` is inside, `end` is not. */
  readonly start: number;
  readonly end: number;
  /** What is said: seconds of the job's speech, or whatever else stands for them. */
  readonly speech: Speech;
  /**
   * Who says it, counted from 1: of the script's `faces`, or without those of the people whom a job finds, the largest and
   * most present first. Absent where whoever is found to speak does. All cues of a script tell it, or none does.
   */
  readonly face?: number;
  readonly text?: string;
  readonly fit: Fit;
};

/** What is heard outside of the cues: the video's own sound, nothing, or that sound at a level of 0 to 1. */
export type OutsideSound = 'keep' | 'silence' | number;

/** Cues in ascending order; those of one person do not overlap. */
export type Script<Speech = TimeRange> = {
  readonly cues: readonly Cue<Speech>[];
  readonly outside: { readonly sound: OutsideSound };
  /** Where the people whom the cues name were seen, which tells who they are. */
  readonly faces?: readonly FaceChoice[];
  /** All that is written under the video, seconds of it; without them what its cues say. */
  readonly subtitles?: readonly SubtitleLine[];
  /** How these are seen; absent in older scripts, which have a track of the `subtitles` that they tell. */
  readonly shown?: ShownLines;
};

/** Lines as a track of their own, which players show or not, and as a part of the pictures. */
export type ShownLines = { readonly track: boolean; readonly burnt?: CaptionLook };

export const CAPTION_SIZES = ['small', 'medium', 'large'] as const;
export const CAPTION_PLACES = ['bottom', 'top'] as const;

/** What lines look like that are a part of the pictures. */
export type CaptionLook = {
  readonly size: (typeof CAPTION_SIZES)[number];
  readonly place: (typeof CAPTION_PLACES)[number];
  /** On a dark plate, which makes them readable on any footage and hides more of it. */
  readonly box: boolean;
};

export const DEFAULT_LOOK: CaptionLook = { size: 'medium', place: 'bottom', box: false };

/** Which part of which file is said: a script as a file names them. All of it where an end is absent. */
export type NamedSpeech = { readonly file: string; readonly from?: number; readonly to?: number };

/** A script as it is written down, `docs/script.schema.json`. */
export type ScriptFile = Script<NamedSpeech>;
