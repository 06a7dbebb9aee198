import type { Cue, Script } from './script';
import type { TimeRange } from '../core/time-range';

/** Where a cue's speech comes to lie; seconds. */
export type Placed = {
  /** In the video: what is said, and the stretch whose mouth and sound are made anew. */
  readonly said: TimeRange;
  readonly made: TimeRange;
  /** Of the job's speech. */
  readonly speech: TimeRange;
  /** How many times as fast it is spoken as it was recorded. */
  readonly tempo: number;
  /** Seconds of the speech that find no place. */
  readonly lost: number;
};

/** The slowest and the fastest that a speech is made: beyond that it is heard. */
export const TEMPO = { least: 0.85, most: 1.2 };
/** Nobody hears a smaller change, and the recording stays as it is. */
const UNHEARD = 0.01;

/** The speech of each cue in its gap; `duration`: of the video, seconds. Cues beyond its end are left out. */
export function placeCues({ cues }: Pick<Script, 'cues'>, duration: number): Placed[] {
  /** When the next cue of each person begins. */
  const next = new Map<number | undefined, number>();
  const limits = cues.map(() => duration);
  for (const [i, { face, start }] of [...cues.entries()].reverse()) {
    limits[i] = Math.min(next.get(face) ?? duration, duration);
    next.set(face, start);
  }
  return cues.flatMap((cue, i) => (cue.start < duration ? [place(cue, limits[i] as number)] : []));
}

/** `limit`: when that person's next cue begins, or the video ends. */
function place({ start, end, speech, fit }: Cue, limit: number): Placed {
  const length = speech.to - speech.from;
  const tempo = fit === 'pace' ? tempoFor(length, Math.min(end, limit) - start) : 1;
  const over = Math.min(start + length / tempo, limit);
  const said = (over - start) * tempo;
  return {
    said: { from: start, to: over },
    made: { from: start, to: Math.max(over, Math.min(end, limit)) },
    speech: { from: speech.from, to: Math.min(speech.to, speech.from + said) },
    tempo,
    lost: Math.max(0, length - said),
  };
}

function tempoFor(length: number, gap: number): number {
  const tempo = Math.min(TEMPO.most, Math.max(TEMPO.least, length / gap));
  return Math.abs(tempo - 1) < UNHEARD ? 1 : tempo;
}
