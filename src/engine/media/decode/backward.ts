/**
 * Frames decoded and kept at once when a video is read backwards. A longer group of pictures is decoded up to each of
 * its stretches anew: 250 frames take 372 decodes this way and 616 by stretches of half the length.
 */
const MOST_AT_ONCE = 128;

/** One forward decode that serves a backward read: frames `from`…`to` are decoded, the last ones are kept. */
export type BackwardChunk = {
  /** First frame of the decode: one where decoding can start. */
  readonly from: number;
  /** First frame to keep; `keep >= from`. */
  readonly keep: number;
  /** Last frame of the decode, the one that is wanted now. */
  readonly to: number;
};

/** The last frame at or before `index` where decoding can start; 0 where none is marked. */
export function keyAtOrBefore(keys: Int32Array, index: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle]! <= index) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : keys[low - 1]!;
}

/**
 * What to decode for frame `index` when the frames before it will be wanted next, with room for `capacity`
 * pictures (at least 1). Several short groups of pictures are taken together; of a group that does not fit, the
 * last part is kept and the earlier part is decoded again when its turn comes.
 */
export function backwardChunk(keys: Int32Array, index: number, capacity: number): BackwardChunk {
  const room = Math.max(1, Math.min(capacity, MOST_AT_ONCE));
  const keep = Math.max(0, index - room + 1);
  const own = keyAtOrBefore(keys, index);
  // Where the group that `keep` falls in starts far before it, frames are decoded only to be thrown away; then
  // the next group's start is the better one, unless that leaves out the wanted frame's own group.
  let from = keyAtOrBefore(keys, keep);
  if (own > keep && keep - from > room / 2) {
    from = keys.find((key) => key >= keep) ?? own;
  }
  return { from, keep: Math.max(from, keep), to: index };
}
