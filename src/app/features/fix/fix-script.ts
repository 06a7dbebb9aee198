import type { TimeRange } from '../../../engine/core/time-range';
import type { Script } from '../../../engine/script/script';

/** The script that says one sentence of a video anew, by a part of the job's speech; both in seconds of their files. */
export const fixScript = (sentence: TimeRange, speech: TimeRange): Script => ({
  cues: [{ start: sentence.from, end: sentence.to, speech, fit: 'as-is' }],
  outside: { sound: 'keep' },
});

/** The sentence that a job says anew; null where it is a job of another kind: lines have words. */
export function fixedSentence(script: Script | undefined): TimeRange | null {
  const [cue, ...more] = script?.cues ?? [];
  return cue && more.length === 0 && cue.text === undefined ? { from: cue.start, to: cue.end } : null;
}
