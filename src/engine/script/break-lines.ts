import { LineBreaker } from 'css-line-break';

/** How wide a text is that stands in one row. */
export type WidthOf = (text: string) => number;

/** A row of Chinese should not end within a word, nor any row without need in the middle of a phrase. */
const [WITHIN_WORD, WITHIN_PHRASE] = [4, 1];
const PHRASE_ENDS = /[,.;:!?…，。；：！？、）》」』”)\]]\s*$/u;
const WIDE = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|[\u3000-\u303F\uFF00-\uFFEF]/u;
/** Particles that belong to the word before them. */
const PARTICLE = /^[的地得了着过们吗呢吧啊]/u;
/** What a cost is worth, as the square of the part of a row that stays empty. */
const COST = 0.05;
/** Each row is somebody else's. */
const SPOKEN_BY_TWO = /^\s*[-–—]/;

/**
 * The rows of a line of subtitles, none wider than `most` where that can be had: its own where they fit, else as few as
 * there can be and as even as there can be. Broken where Unicode (UAX #14, strict as CSS has it) lets a row end, of
 * Chinese preferably between words, of any language preferably behind a comma.
 */
export function breakLines(text: string, widthOf: WidthOf, most: number): string[] {
  const given = text.split('\n').map((row) => row.trim());
  if (given.every((row) => widthOf(row) <= most)) return given;
  const apart = given.length > 1 && given.every((row) => SPOKEN_BY_TWO.test(row));
  const whole = apart ? given : [given.reduce(joined)];
  return whole.flatMap((row) => evenRows(piecesOf(row, widthOf, most), widthOf, most));
}

/** Two rows as one: with a space between them, unless either is Chinese or Japanese there. */
function joined(one: string, other: string): string {
  const [last, first] = [[...one].at(-1) ?? '', [...other][0] ?? ''];
  return WIDE.test(last) || WIDE.test(first) ? one + other : `${one} ${other}`;
}

/** Where a row may end: the text up to there from the place before, and how much better another place would be. */
type Piece = { readonly text: string; readonly cost: number };

function piecesOf(text: string, widthOf: WidthOf, most: number): Piece[] {
  const words = wordEnds(text);
  const pieces: Piece[] = [];
  let at = 0;
  for (const piece of slicesOf(text)) {
    for (const part of widthOf(piece.trim()) <= most ? [piece] : [...piece]) {
      at += part.length;
      const cost = words.has(at) ? (PHRASE_ENDS.test(part) ? 0 : WITHIN_PHRASE) : WITHIN_WORD;
      pieces.push({ text: part, cost });
    }
  }
  return pieces;
}

function* slicesOf(text: string): Generator<string> {
  const breaker = LineBreaker(text, { lineBreak: 'strict', wordBreak: 'normal' });
  for (let next = breaker.next(); !next.done; next = breaker.next()) yield next.value.slice();
}

/** Where words end; spaces and punctuation belong to the word before. */
function wordEnds(text: string): Set<number> {
  const ends = new Set<number>([text.length]);
  const segments = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)];
  for (const { index, isWordLike } of segments) if (isWordLike) ends.add(index);
  for (const { index, segment, isWordLike } of segments) if (!isWordLike) ends.add(index + segment.length);
  for (const { index, segment } of segments) if (PARTICLE.test(segment)) ends.delete(index);
  return ends;
}

/** The best way from the text's beginning up to a place: how many rows, how uneven they are, and where the last begins. */
type Way = { readonly rows: number; readonly cost: number; readonly from: number };

function evenRows(pieces: readonly Piece[], widthOf: WidthOf, most: number): string[] {
  const row = (from: number, to: number) =>
    pieces
      .slice(from, to)
      .map(({ text }) => text)
      .join('')
      .trim();
  const ways: Way[] = [{ rows: 0, cost: 0, from: 0 }];
  for (let to = 1; to <= pieces.length; to++) {
    let best: Way | null = null;
    for (let from = to - 1; from >= 0; from--) {
      const width = widthOf(row(from, to)) / most;
      // One piece has to stand somewhere, however wide it is.
      if (width > 1 && from < to - 1) break;
      const before = ways[from] as Way;
      const border = to === pieces.length ? 0 : COST * (pieces[to - 1] as Piece).cost;
      const way = { rows: before.rows + 1, cost: before.cost + (1 - width) ** 2 + border, from };
      if (!best || way.rows < best.rows || (way.rows === best.rows && way.cost < best.cost)) best = way;
    }
    ways.push(best as Way);
  }
  const rows: string[] = [];
  for (let to = pieces.length; to > 0; to = (ways[to] as Way).from)
    rows.unshift(row((ways[to] as Way).from, to));
  return rows;
}
