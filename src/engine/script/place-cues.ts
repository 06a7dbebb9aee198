import type { Cue, Script } from './script';
import type { TimeRange } from '../core/time-range';

/** Where a cue's speech comes to lie; seconds. */
export type Placed = {
  /** In the video: what is said, and the stretch whose mouth and sound are made anew. */
  readonly said: TimeRange;
  readonly made: TimeRange;
  /** Of the job's speech. */
  readonly speech: TimeRange;
  /** Seconds of the speech that find no place. */
  readonly lost: number;
};

/** The speech of each cue in its gap; `duration`: of the video, seconds. Cues beyond its end are left out. */
export function placeCues({ cues }: Pick<Script, 'cues'>, duration: number): Placed[] {
  return cues
    .filter(({ start }) => start < duration)
    .map((cue, i) => place(cue, Math.min(cues[i + 1]?.start ?? duration, duration)));
}

/** `limit`: when the next cue begins, or the video ends. */
function place({ start, end, speech }: Cue, limit: number): Placed {
  const length = speech.to - speech.from;
  const over = Math.min(start + length, limit);
  return {
    said: { from: start, to: over },
    made: { from: start, to: Math.max(over, Math.min(end, limit)) },
    speech: { from: speech.from, to: Math.min(speech.to, speech.from + over - start) },
    lost: Math.max(0, length - (over - start)),
  };
}
