import type { TimeRange } from '../../../engine/core/time-range';
import { longerBy, placeCues, type CueVideo, type Placed } from '../../../engine/script/place-cues';
import { FITS, type Fit, type Script } from '../../../engine/script/script';

/** A stretch of a video that is said anew, seconds, and what gives where the new speech is longer or shorter. */
export type Sentence = TimeRange & { readonly fit?: Fit };

/** The script that says one sentence of a video anew, by a part of the job's speech; both in seconds of their files. */
export const fixScript = ({ from, to, fit = 'as-is' }: Sentence, speech: TimeRange): Script => ({
  cues: [{ start: from, end: to, speech, fit }],
  outside: { sound: 'keep' },
});

/** The sentence that a job says anew; null where it is a job of another kind: lines have words, or somebody who says them. */
export function fixedSentence(script: Script | undefined): Sentence | null {
  const [cue, ...more] = script?.cues ?? [];
  if (!cue || more.length > 0 || cue.text !== undefined || cue.face !== undefined) return null;
  return { from: cue.start, to: cue.end, ...(cue.fit !== 'as-is' && { fit: cue.fit }) };
}

/** What becomes of a sentence that lasts `said` seconds; null where it is not in the video. */
export function placeSentence(sentence: Sentence, said: number, video: CueVideo): PlacedSentence | null {
  const [placed] = placeCues(fixScript(sentence, { from: 0, to: said }), video);
  return placed ? { ...placed, longer: longerBy(placed) } : null;
}

/** Where it comes to lie, how fast it is spoken, and by how many seconds the video becomes longer. */
export type PlacedSentence = Placed & { readonly longer: number };

/** What can give where the new sentence is longer or shorter. */
export const SENTENCE_FITS = FITS;
