import { likeness } from './likeness';
import { stepBetween, type FaceBox } from './face-place';

/** One face that was followed for a while: frames [from, to), where it was at both ends, and what it looks like. */
export type Piece = {
  readonly from: number;
  readonly to: number;
  readonly first: FaceBox;
  readonly last: FaceBox;
  /** Mean appearance, over so many looks. */
  readonly appearance: Float32Array;
  readonly measures: number;
};

/** The frames that the pieces are counted in. */
export type Frames = {
  /** Seconds, ascending. */
  readonly times: ArrayLike<number>;
  /** 1 for the first frame of another shot. */
  readonly cuts: ArrayLike<number>;
};

/** Who was lost sight of for no longer than this (s) is looked for where they were. */
const LOST = 1.5;
/** Likeness from which a face in the place of another is the same one: a head that turned looks different. */
const SAME_PLACE = 0.3;
/** Likeness from which two faces in one unbroken shot are one person's, who went and came back. */
const SAME_SHOT = 0.45;
/**
 * Likeness from which two faces are one person's, for few looks and for many. Of 40 people in GRID and HDTF, pieces of
 * one person are above it in 99 % of the pairs, pieces of two in 1 %: `models/people/README.md`.
 */
const ALIKE = { few: 0.55, many: 0.62 };
const FEW = 10;
/** More looks than this make a mean no better. */
const MOST_MEASURES = 100;

type Group = {
  readonly pieces: number[];
  readonly appearance: Float32Array;
  measures: number;
  readonly shots: Set<number>;
};

/**
 * Sorts pieces by person: first by where a face was a moment ago, then by what it looks like. Faces that are seen
 * together are never one person's. Returns the pieces' positions, person by person.
 */
export function gatherPieces(pieces: readonly Piece[], frames: Frames): number[][] {
  const shots = shotNumbers(frames.cuts);
  const groups = stitch(pieces, frames, shots).map((chain) => groupOf(chain, pieces, shots));
  groups.sort((a, b) => b.measures - a.measures);
  const people: Group[] = [];
  // The best known first: who is seen but briefly joins them.
  for (const group of groups) {
    const best = mostAlike(group, people, pieces);
    if (best) merge(best, group);
    else people.push(group);
  }
  for (let i = 0; i < people.length;) {
    const group = people[i] as Group;
    const best = mostAlike(group, people.slice(0, i), pieces);
    if (best) {
      merge(best, group);
      people.splice(i, 1);
      i = 0;
    } else i++;
  }
  return people.map((group) =>
    group.pieces.sort((a, b) => (pieces[a] as Piece).from - (pieces[b] as Piece).from),
  );
}

/** Which shot each frame belongs to. */
function shotNumbers(cuts: ArrayLike<number>): Int32Array {
  let shot = 0;
  return Int32Array.from(cuts, (cut) => (shot += cut));
}

/** Chains of pieces of one shot, each beginning where the one before was lost. */
function stitch(pieces: readonly Piece[], { times }: Frames, shots: Int32Array): number[][] {
  const order = pieces.map((_, i) => i).sort((a, b) => (pieces[a] as Piece).from - (pieces[b] as Piece).from);
  const chains: number[][] = [];
  for (const index of order) {
    const piece = pieces[index] as Piece;
    let nearest = Infinity;
    let found: number[] | null = null;
    for (const chain of chains) {
      const before = pieces[chain.at(-1) as number] as Piece;
      if (before.to > piece.from || shots[before.to - 1] !== shots[piece.from]) continue;
      if ((times[piece.from] as number) - (times[before.to - 1] as number) > LOST) continue;
      const apart = stepBetween(before.last, piece.first);
      if (apart < nearest && canBeOne(before, piece)) [nearest, found] = [apart, chain];
    }
    if (found) found.push(index);
    else chains.push([index]);
  }
  return chains;
}

/** A face that was only seen from the side cannot be compared. */
const canBeOne = (a: Piece, b: Piece): boolean =>
  a.measures === 0 || b.measures === 0 || likeness(a.appearance, b.appearance) >= SAME_PLACE;

function groupOf(chain: number[], pieces: readonly Piece[], shots: Int32Array): Group {
  const first = pieces[chain[0] as number] as Piece;
  const group: Group = {
    pieces: [...chain],
    appearance: first.appearance.slice(),
    measures: first.measures,
    shots: new Set([shots[first.from] as number]),
  };
  for (const index of chain.slice(1)) mix(group, pieces[index] as Piece);
  return group;
}

/** The group that most likely shows the same person; null where none does. */
function mostAlike(group: Group, among: readonly Group[], pieces: readonly Piece[]): Group | null {
  let most = 0;
  let best: Group | null = null;
  for (const other of among) {
    const alike = likenessOf(group, other) - leastLikeness(group, other);
    if (alike < 0 || (best && alike <= most) || areTogether(group, other, pieces)) continue;
    [most, best] = [alike, other];
  }
  return best;
}

const isWellKnown = (a: Group, b: Group): boolean => Math.min(a.measures, b.measures) >= FEW;

/** Of few looks the colour of the skin is needed too, whatever the light. */
const likenessOf = (a: Group, b: Group): number => likeness(a.appearance, b.appearance, isWellKnown(a, b));

function leastLikeness(a: Group, b: Group): number {
  if ([...a.shots].some((shot) => b.shots.has(shot))) return SAME_SHOT;
  return isWellKnown(a, b) ? ALIKE.many : ALIKE.few;
}

/** True where both are seen in one frame. */
function areTogether(a: Group, b: Group, pieces: readonly Piece[]): boolean {
  return a.pieces.some((i) =>
    b.pieces.some((j) => {
      const [one, other] = [pieces[i] as Piece, pieces[j] as Piece];
      return one.from < other.to && other.from < one.to;
    }),
  );
}

function merge(into: Group, other: Group): void {
  into.pieces.push(...other.pieces);
  for (const shot of other.shots) into.shots.add(shot);
  mix(into, other);
}

function mix(into: Group, other: Pick<Group, 'appearance' | 'measures'>): void {
  const [own, more] = [into.measures, other.measures].map((measures) => Math.min(measures, MOST_MEASURES));
  const share = more === 0 ? 0 : (more as number) / ((own as number) + (more as number));
  into.appearance.forEach((value, i) => {
    into.appearance[i] = value + share * ((other.appearance[i] as number) - value);
  });
  into.measures += other.measures;
}

/** Who is seen for a smaller share than this, and for fewer seconds, is a passer-by. */
const LEAST_SHARE = 0.04;
const LEAST_SECONDS = 5;

/** True for who is seen long enough to be somebody of the video. */
export const isLasting = (seconds: number, whole: number): boolean =>
  seconds >= Math.min(LEAST_SECONDS, LEAST_SHARE * whole);
