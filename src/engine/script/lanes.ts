import type { LaidPiece, Layout } from './layout';

/** A piece that ends so little behind the next one's beginning, seconds, does not overlap it. */
const TOUCHES = 1e-6;

/** The pieces of a layout in as few layouts of the same length as they fit into without overlapping. */
export function lanesOf({ pieces, ...rest }: Layout): Layout[] {
  const lanes: { readonly pieces: LaidPiece[]; end: number }[] = [];
  for (const piece of pieces) {
    const { at, from, to, tempo = 1 } = piece;
    const end = at + (to - from) / tempo;
    const free = lanes.find((lane) => lane.end <= at + TOUCHES);
    if (free) {
      free.pieces.push(piece);
      free.end = end;
    } else lanes.push({ pieces: [piece], end });
  }
  return lanes.map((lane) => ({ ...rest, pieces: lane.pieces }));
}
