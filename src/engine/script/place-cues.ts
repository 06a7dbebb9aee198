import type { Cue, Script } from './script';
import type { TimeRange } from '../core/time-range';

/** Where a cue's speech comes to lie; seconds. */
export type Placed = {
  /** In the result: what is said, and the stretch whose mouth and sound are made anew. */
  readonly said: TimeRange;
  readonly made: TimeRange;
  /** What of the video that stretch stands for; it is as long, unless the picture gives (`fit: picture`). */
  readonly filmed: TimeRange;
  /** Of the job's speech. */
  readonly speech: TimeRange;
  /** How many times as fast it is spoken as it was recorded. */
  readonly tempo: number;
  /** Seconds of the speech that find no place. */
  readonly lost: number;
};

/** A video as far as it decides where cues come to lie: seconds, and frames a second, in which the picture gives. */
export type CueVideo = { readonly duration: number; readonly fps: number };

/** The slowest and the fastest that a speech is made: beyond that it is heard. */
export const TEMPO = { least: 0.85, most: 1.2 };
/** Nobody hears a smaller change, and the recording stays as it is. */
const UNHEARD = 0.01;

/** The speech of each cue in its gap. Cues beyond the video's end are left out. */
export function placeCues({ cues }: Pick<Script, 'cues'>, { duration, fps }: CueVideo): Placed[] {
  const gives = picturesThatGive(cues);
  const limits = limitsOf(cues, gives, duration);
  let later = 0;
  return cues.flatMap((cue, i) => {
    if (cue.start >= duration) return [];
    const fit = cue.fit === 'picture' && !gives[i] ? 'as-is' : cue.fit;
    const placed = place({ ...cue, fit }, limits[i] as number, fps);
    const there = { ...placed, said: moved(placed.said, later), made: moved(placed.made, later) };
    later += longerBy(placed);
    return [there];
  });
}

/** The cues whose picture gives: only where nobody else speaks, who would have to stop meanwhile. */
function picturesThatGive(cues: readonly Cue[]): boolean[] {
  let before = -Infinity;
  return cues.map(({ start, end, fit }, i) => {
    const isAlone = before <= start && (cues[i + 1]?.start ?? Infinity) >= end;
    before = Math.max(before, end);
    return fit === 'picture' && isAlone;
  });
}

/** When each cue has to be over: the next one of that person begins, or one whose picture gives, or the video ends. */
function limitsOf(cues: readonly Cue[], gives: readonly boolean[], duration: number): number[] {
  const next = new Map<number | undefined, number>();
  const limits: number[] = [];
  let given = duration;
  for (const [i, { face, start }] of [...cues.entries()].reverse()) {
    limits[i] = Math.min(next.get(face) ?? duration, given);
    next.set(face, start);
    if (gives[i]) given = start;
  }
  return limits;
}

const moved = ({ from, to }: TimeRange, by: number): TimeRange => ({ from: from + by, to: to + by });
const lengthOf = ({ from, to }: TimeRange): number => to - from;

/** By how many seconds the result is longer there than the video; negative where it is shorter. */
export const longerBy = ({ made, filmed }: Pick<Placed, 'made' | 'filmed'>): number =>
  lengthOf(made) - lengthOf(filmed);

/** When a moment of the video comes in the result, seconds. What the picture gives is shared out evenly over its cue. */
export function timeInResult(placed: readonly Placed[], time: number): number {
  let later = 0;
  for (const { filmed, made } of placed) {
    if (time <= filmed.from) break;
    if (time < filmed.to)
      return made.from + ((time - filmed.from) * lengthOf(made)) / Math.max(1e-9, lengthOf(filmed));
    later = made.to - filmed.to;
  }
  return time + later;
}

/** As it would be without the cues before it. `limit`: when the next cue begins, or the video ends. */
function place({ start, end, speech, fit }: Cue, limit: number, fps: number): Placed {
  const length = lengthOf(speech);
  if (fit === 'picture') {
    const filmed = { from: start, to: Math.min(end, limit) };
    // By whole frames, so that what follows is later by so much to the sample; none of the speech is lost.
    const frames = Math.ceil((length - lengthOf(filmed)) * fps - 1e-6);
    const made = { from: start, to: filmed.to + frames / fps };
    return { said: { from: start, to: start + length }, made, filmed, speech, tempo: 1, lost: 0 };
  }
  const tempo = fit === 'pace' ? tempoFor(length, Math.min(end, limit) - start) : 1;
  const over = Math.min(start + length / tempo, limit);
  const said = (over - start) * tempo;
  const made = { from: start, to: Math.max(over, Math.min(end, limit)) };
  return {
    ...{ said: { from: start, to: over }, made, filmed: made },
    speech: { from: speech.from, to: Math.min(speech.to, speech.from + said) },
    tempo,
    lost: Math.max(0, length - said),
  };
}

function tempoFor(length: number, gap: number): number {
  const tempo = Math.min(TEMPO.most, Math.max(TEMPO.least, length / gap));
  return Math.abs(tempo - 1) < UNHEARD ? 1 : tempo;
}
