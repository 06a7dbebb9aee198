/**
 * What is shown and heard when: a track's packets have times by a clock of their own, and its file may say that only
 * pieces of it are played, in another order, with pauses between them.
 */

/** A piece of a track that is played without a break; seconds. */
export type Piece = {
  /** When it is played, by the clock of the presentation. */
  readonly at: number;
  /** What is played, by the packets' clock. Where `to` is `from` the picture that is on then stands. */
  readonly from: number;
  readonly to: number;
  /** How long it is played. */
  readonly lasts: number;
};

/** All of a track, by its own clock. */
export const ALL: readonly Piece[] = [{ at: -Infinity, from: -Infinity, to: Infinity, lasts: Infinity }];

/** One entry of an edit list (ISO/IEC 14496-12, 8.6.6); seconds. */
export type Edit = {
  /** How long it lasts; Infinity where it goes on to the end of the track. */
  readonly lasts: number;
  /** Where in the track it begins, by the packets' clock; null where nothing is played. */
  readonly from: number | null;
  /** 1: played as it is. 0: the picture stands. */
  readonly rate: number;
};

/** The pieces that an edit list names. */
export function piecesOf(edits: readonly Edit[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { lasts, from, rate } of edits) {
    if (from !== null && lasts > 0) pieces.push({ at, from, to: rate === 0 ? from : from + lasts, lasts });
    at += lasts;
  }
  return pieces;
}

/** When a piece ends, by the clock of the presentation. */
export const endOfPiece = ({ at, lasts }: Piece): number => (lasts === Infinity ? Infinity : at + lasts);

/** When a moment of a piece is played, by the clock of the presentation. */
export const playedAt = ({ at, from }: Piece, time: number): number =>
  at === from ? Math.max(at, time) : at + Math.max(0, time - from);

/** What has to be known of a packet: seconds by its own clock, in decode order. */
export type PacketFacts = { readonly timestamp: number; readonly duration: number; readonly key: boolean };

/** The frames that are shown, in order of presentation. */
export type ShownFrames = {
  /** When each is shown, by the clock of the presentation, ascending; seconds. */
  readonly times: Float64Array;
  /** Which picture each shows. */
  readonly shows: Int32Array;
  readonly pictures: ShownPictures;
  /** When the last one ends. */
  readonly end: number;
};

/** The pictures that are shown at all, each once, in the order of the packets' clock. */
export type ShownPictures = {
  /** Times by that clock, ascending; seconds. */
  readonly stamps: Float64Array;
  /** Those where decoding can start, or not long before; ascending. */
  readonly keys: Int32Array;
};

/** A picture that is on for so long counts, seconds, however much of it is cut off. */
const LEAST_SHOWN = 0.02;

/** Seconds within which times are the same. */
const ROUNDED = 1e-6;

type Coded = { readonly stamp: number; readonly end: number; readonly key: boolean };

/**
 * The frames that are shown of a track. A picture that a cut leaves little of is none of them: less than half; nor are pictures
 * before the first one that can be decoded.
 */
export function shownFrames(packets: readonly PacketFacts[], pieces: readonly Piece[] = ALL): ShownFrames {
  const coded = inOrder(packets);
  const half = Math.min(LEAST_SHOWN, 0.5 * typicalLength(coded));
  const times: number[] = [];
  const shown: number[] = [];
  let end = 0;
  for (const piece of pieces) {
    const first = Math.max(0, firstAfter(coded, piece.from) - 1);
    for (let i = first; i < coded.length && coded[i]!.stamp <= piece.to; i++) {
      const { stamp, end: over } = coded[i]!;
      const stands = piece.to === piece.from;
      const visible = stands ? piece.lasts : Math.min(over, piece.to) - Math.max(stamp, piece.from);
      // Of two halves the second one counts, so that there are no more pictures than before.
      const least = Math.min(half, 0.5 * (over - stamp)) + (stamp < piece.from ? ROUNDED : -ROUNDED);
      if (visible < least) continue;
      const time = playedAt(piece, stamp);
      if (time <= (times.at(-1) ?? -Infinity)) continue;
      times.push(time);
      shown.push(i);
      end = stands ? endOfPiece(piece) : playedAt(piece, Math.min(over, piece.to));
      if (stands) break;
    }
  }
  return { times: Float64Array.from(times), end, ...picturesOf(coded, shown) };
}

/** Pictures by their time, without those at the same time as another and those that come before any can be decoded. */
function inOrder(packets: readonly PacketFacts[]): Coded[] {
  const firstKey = packets.findIndex(({ key }) => key);
  const decodable = packets.slice(Math.max(0, firstKey));
  const opening = firstKey < 0 ? -Infinity : decodable[0]!.timestamp;
  const sorted = decodable
    .filter(({ timestamp }) => timestamp >= opening)
    .sort((a, b) => a.timestamp - b.timestamp);
  const unique = sorted.filter(({ timestamp }, i) => i === 0 || timestamp > sorted[i - 1]!.timestamp);
  return unique.map(({ timestamp, duration, key }, i) => ({
    ...{ stamp: timestamp, key },
    end: unique[i + 1]?.timestamp ?? timestamp + duration,
  }));
}

function typicalLength(coded: readonly Coded[]): number {
  const lengths = Float64Array.from(coded, ({ stamp, end }) => end - stamp).sort();
  return lengths[lengths.length >> 1] ?? 0;
}

/** Position of the first picture that begins after a time. */
function firstAfter(coded: readonly Coded[], time: number): number {
  let [low, high] = [0, coded.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (coded[middle]!.stamp <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function picturesOf(
  coded: readonly Coded[],
  shown: readonly number[],
): Pick<ShownFrames, 'shows' | 'pictures'> {
  const used = [...new Set(shown)].sort((a, b) => a - b);
  const place = new Map(used.map((index, i) => [index, i]));
  const keys: number[] = [];
  used.forEach((index, i) => {
    // Of what is hidden before a picture, what follows a key picture there is all that has to be decoded.
    for (let at = index; at > (used[i - 1] ?? -1); at--) if (coded[at]!.key) return void keys.push(i);
  });
  return {
    shows: Int32Array.from(shown, (index) => place.get(index)!),
    pictures: {
      stamps: Float64Array.from(used, (index) => coded[index]!.stamp),
      keys: Int32Array.from(keys),
    },
  };
}
