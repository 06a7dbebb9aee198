import type { TimeRange } from '../core/time-range';
import { placeCues, type Placed } from './place-cues';
import type { Script } from './script';

/** A piece of a speech: seconds of it, and where it begins in what is laid out. */
export type LaidPiece = TimeRange & {
  readonly at: number;
  /** How many times as fast as it was recorded, its pitch kept; absent where it is as it was. */
  readonly tempo?: number;
  /** Which of several files it is of, counted from 0; absent where there is one. */
  readonly file?: number;
};

/** Speech laid out over a stretch of time, with silence between its pieces, which do not overlap. */
export type Layout = { readonly pieces: readonly LaidPiece[]; readonly duration: number };

/** What a script makes of a video; seconds of the video unless it is said otherwise. */
export type LaidScript = {
  readonly placed: readonly Placed[];
  /** The stretch that is planned: all that is made, and a little around it. */
  readonly range: TimeRange;
  readonly layout: Layout;
  /** What is made, seconds from the range's beginning on, with the frames in which the mouth fades. */
  readonly made: readonly TimeRange[];
};

/** Seconds around a cue in which the mouth begins to go over from the filmed one, and has not come back yet. */
const FADING = 0.08;
/** Seconds around all cues that are planned with them. */
const AROUND = 0.4;

export type ScriptVideo = {
  readonly duration: number;
  readonly fps: number;
  readonly begins?: number | undefined;
};

/** Lays a script out over a video of such a length; null where no cue lies in it. */
export function layOut(script: Script, { duration, fps, begins = 0 }: ScriptVideo): LaidScript | null {
  const placed = placeCues(script, duration);
  const [first, last] = [placed[0], placed.at(-1)];
  if (!first || !last) return null;
  // On a frame, so that what the mouth does and what is heard begin together.
  const from = begins + Math.floor(Math.max(0, first.made.from - AROUND - begins) * fps + 1e-6) / fps;
  const range = { from, to: Math.min(duration, last.made.to + AROUND) };
  return {
    ...{ placed, range },
    made: placed.map(({ made }) => ({ from: made.from - FADING - from, to: made.to + FADING - from })),
    layout: {
      pieces: placed.map(({ said, speech, tempo }) => ({
        ...{ ...speech, at: said.from - from },
        ...(tempo !== 1 && { tempo }),
      })),
      duration: range.to - from,
    },
  };
}

/** A layout as a text that tells it from others of the same speech. */
export const layoutName = ({ pieces, duration }: Layout): string =>
  `laid out ${duration} ${pieces.map(pieceName).join(' ')}`;

const pieceName = ({ from, to, at, file, tempo = 1 }: LaidPiece) =>
  `${file ?? ''}:${from}-${to}@${at}x${tempo}`;
