import type { Rect } from './placing';

/**
 * The visible label of a result. GB 45438-2025, 5.4, asks of a video that a text with both the element "AI" and the
 * element "generated" stands in its opening picture, at the edge or in a corner of it, for no less than 2 s at normal
 * speed, and no lower than 5 % of the picture's shortest side. The clause was read in quotations of the standard, not
 * in the standard itself: the height of a character is meant. Chinese characters fill theirs, so where there are some
 * theirs counts; of Latin letters it is the smallest capital's.
 */
export type Label = {
  readonly place: LabelPlace;
  readonly text: LabelText;
  /** From the first frame on; without it as long as a label has to be shown. */
  readonly seconds?: number;
  /** Faces in the pictures that bear it, in fractions of their width and height; without any it stands at its place. */
  readonly faces?: readonly Rect[];
};

export const LABEL_PLACES = [
  ...(['top-right', 'top', 'top-left'] as const),
  ...(['bottom-right', 'bottom', 'bottom-left'] as const),
] as const;
export type LabelPlace = (typeof LABEL_PLACES)[number];

/** Which language it is written in; two where it is both. */
export type LabelText = 'both' | 'zh' | 'en';

export const LABEL_WORDS = { zh: 'AI 生成', en: 'AI-generated' } as const;

/** Least seconds that it is shown; a shorter result bears it throughout. */
export const LABEL_SECONDS = 2;
/** Least height of its capitals, as a part of the picture's shortest side. */
export const LABEL_HEIGHT = 0.05;

/** How many output frames bear the label, from the first one on. */
export function labelledFrames(fps: number, frames: number, seconds = LABEL_SECONDS): number {
  // A rate like 25.000000001 must not cost a frame more, nor one like 24.999999999 a frame less.
  return Math.min(frames, Math.ceil(seconds * fps - 1e-6));
}

/** The label's words as lines, whether they are `wide` (one line holds both languages) or not. */
export function labelLines(text: LabelText, wide: boolean): string[] {
  if (text !== 'both') return [LABEL_WORDS[text]];
  const { zh, en } = LABEL_WORDS;
  return wide ? [`${zh} · ${en}`] : [zh, en];
}
