import type { Picture } from '../picture/picture';

/** A decoded frame and its position in the plan. */
export type Work = { readonly index: number; readonly frame: Picture };

/**
 * A mouth painter. Before the render pass it may look at source frames (`studies`, ascending; `study` is called
 * once for each); then `paint` changes the mouth region of decoded frames in place, in plan order, for every
 * frame whose `keep` flag is 0. It touches no pixel outside the face. Pictures are as coded, that is before the
 * video's rotation.
 */
export type Painter = {
  readonly studies: Int32Array;
  study(source: number, frame: Picture): void;
  /** Most frames that one `paint` takes, at least 1: as many as a network runs best at once. */
  readonly batch: number;
  /**
   * Paints 1 … `batch` frames, each in a buffer of its own. A painter with a batch above 1 may be given the next
   * frames before it is done with these; it begins with them when it can, and ends in order.
   */
  paint(frames: readonly Work[]): Promise<void> | void;
  release(): void;
};
