import type { Picture } from '../picture';

/**
 * A mouth painter. Before the render pass it may look at source frames (`studies`, ascending; `study` is called
 * once for each); then `paint` changes the mouth region of a decoded frame in place, in plan order, for every
 * frame whose `keep` flag is 0. It touches no pixel outside the lower face. Pictures are as coded, that is
 * before the video's rotation.
 */
export type Painter = {
  readonly studies: Int32Array;
  study(source: number, frame: Picture): void;
  paint(index: number, frame: Picture): Promise<void> | void;
  release(): void;
};
