import type { TimeRange } from '../core/time-range';
import { lengthened, movesOf, type Move } from './moves';
import { longerBy, placeCues, type Placed } from './place-cues';
import type { Script } from './script';

/** A piece of a speech: seconds of it, and where it begins in what is laid out. */
export type LaidPiece = TimeRange & {
  readonly at: number;
  /** How many times as fast as it was recorded, its pitch kept; absent where it is as it was. */
  readonly tempo?: number;
  /** Which of several files it is of, counted from 0; absent where there is one. */
  readonly file?: number;
};

/** Speech laid out over a stretch of time, with silence between its pieces, by where they begin; some may overlap. */
export type Layout = {
  readonly pieces: readonly LaidPiece[];
  readonly duration: number;
  /** Each piece is made as loud as is usual for speech: they may be of different microphones. */
  readonly even?: true;
};

/** What one person says, and who that is: as `Cue.face`; null for whoever is found to speak. */
export type Voice = { readonly face: number | null; readonly layout: Layout };

/** What a script makes of a video; seconds of the video unless it is said otherwise. */
export type LaidScript = {
  /** Where sound is made anew, seconds of the result; ascending, and apart. */
  readonly anew: readonly Pick<Placed, 'made' | 'said'>[];
  /** Where each cue comes to lie. */
  readonly placed: readonly Placed[];
  /** The stretch that is planned: all that is made, and a little around it. The layout lasts longer where pictures give. */
  readonly range: TimeRange;
  /** Where the result goes on otherwise than the video. */
  readonly moves: readonly Move[];
  /** Stretches of the video that become longer or, negative, shorter: by so many seconds. */
  readonly retimed: readonly Retimed[];
  /** All that is heard, and what each person says of it, by their numbers. */
  readonly layout: Layout;
  readonly voices: readonly Voice[];
  /** What is made, seconds from the range's beginning on, with the frames in which the mouth fades. */
  readonly made: readonly TimeRange[];
};

/** A stretch of a video, seconds, that lasts longer by so many in the result. */
export type Retimed = TimeRange & { readonly longer: number };

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
  const placed = placeCues(script, { duration, fps });
  const anew = joined(placed);
  const [first] = anew;
  if (!first) return null;
  // On frames, so that what the mouth does and what is heard begin together, and that as many are shown as are planned.
  const from = begins + Math.floor(Math.max(0, first.made.from - AROUND - begins) * fps + 1e-6) / fps;
  const ends = placed.reduce((latest, { filmed }) => Math.max(latest, filmed.to), 0);
  const to = begins + Math.ceil((ends + AROUND - begins) * fps - 1e-6) / fps;
  const range = { from, to: Math.min(duration, to) };
  const moves = movesOf(placed);
  const pieces = placed.map(({ said, speech, tempo }) => ({
    ...{ ...speech, at: said.from - from },
    ...(tempo !== 1 && { tempo }),
  }));
  const lasts = range.to - from + lengthened(moves);
  const how = { duration: lasts, ...(pieces.length > 1 && { even: true as const }) };
  const faces = script.cues.filter(({ start }) => start < duration).map(({ face = null }) => face);
  const voices = [...new Set(faces)]
    .sort((one, other) => (one ?? 0) - (other ?? 0))
    .map((face) => ({
      face,
      layout: { pieces: pieces.filter((_, i) => faces[i] === face), ...how },
    }));
  return {
    ...{ anew, placed, range, moves, voices },
    retimed: placed.flatMap((each) => {
      const longer = longerBy(each);
      return Math.abs(longer) < 1e-6 ? [] : [{ ...each.filmed, longer }];
    }),
    made: anew.map(({ made }) => ({ from: made.from - FADING - from, to: made.to + FADING - from })),
    layout: { pieces, ...how },
  };
}

/** What overlaps is made anew as one: two people may speak at once. */
function joined(placed: readonly Placed[]): Pick<Placed, 'made' | 'said'>[] {
  const anew: Pick<Placed, 'made' | 'said'>[] = [];
  for (const { made, said } of placed) {
    const last = anew.at(-1);
    if (last && made.from < last.made.to)
      anew[anew.length - 1] = { made: around(last.made, made), said: around(last.said, said) };
    else anew.push({ made, said });
  }
  return anew;
}

const around = (one: TimeRange, other: TimeRange): TimeRange => ({
  from: Math.min(one.from, other.from),
  to: Math.max(one.to, other.to),
});

/** A layout as a text that tells it from others of the same speech. */
export const layoutName = ({ pieces, duration, even }: Layout): string =>
  `laid out ${even ? 'even ' : ''}${duration} ${pieces.map(pieceName).join(' ')}`;

const pieceName = ({ from, to, at, file, tempo = 1 }: LaidPiece) =>
  `${file ?? ''}:${from}-${to}@${at}x${tempo}`;
