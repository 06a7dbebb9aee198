import { PACE, type Cue, type Script } from './script';
import type { TimeRange } from '../core/time-range';

/** Where a cue's speech comes to lie; seconds. */
export type Placed = {
  /** In the video: what is said, and the stretch whose mouth and sound are made anew. */
  readonly said: TimeRange;
  readonly made: TimeRange;
  /** Of the job's speech. */
  readonly speech: TimeRange;
  /** How much longer than it was the speech lasts, as a factor; 1 as it is. */
  readonly stretch: number;
  /** Seconds of the speech that find no place. */
  readonly lost: number;
};

/** Nearer to 1 than this a stretch is not heard, and not worth it. */
const ALIKE = 0.01;

/** The speech of each cue in its gap; `duration`: of the video, seconds. Cues beyond its end are left out. */
export function placeCues({ cues }: Pick<Script, 'cues'>, duration: number): Placed[] {
  return cues
    .filter(({ start }) => start < duration)
    .map((cue, i) => place(cue, Math.min(cues[i + 1]?.start ?? duration, duration)));
}

/** `limit`: when the next cue begins, or the video ends. */
function place({ start, end, speech, fit }: Cue, limit: number): Placed {
  const length = speech.to - speech.from;
  const gap = Math.min(end, limit) - start;
  const wanted = fit === 'pace' ? Math.min(PACE.most, Math.max(PACE.least, gap / length)) : 1;
  const stretch = Math.abs(wanted - 1) < ALIKE ? 1 : wanted;
  const over = Math.min(start + length * stretch, limit);
  return {
    said: { from: start, to: over },
    made: { from: start, to: Math.max(over, Math.min(end, limit)) },
    speech: { from: speech.from, to: Math.min(speech.to, speech.from + (over - start) / stretch) },
    stretch,
    lost: Math.max(0, length - (over - start) / stretch),
  };
}
