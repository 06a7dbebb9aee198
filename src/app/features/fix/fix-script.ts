import type { TimeRange } from '../../../engine/core/time-range';
import { placeCues } from '../../../engine/script/place-cues';
import type { Fit, Script } from '../../../engine/script/script';

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

/** Where a sentence that lasts `said` seconds comes to lie in a video of `duration` seconds, and how fast it is spoken. */
export const placeSentence = (sentence: Sentence, said: number, duration: number) =>
  placeCues(fixScript(sentence, { from: 0, to: said }), duration)[0];
