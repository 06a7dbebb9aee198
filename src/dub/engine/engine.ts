import type { Picture } from '../picture';

/**
 * A mouth painter: `paint` changes the mouth region of a decoded frame in place. Calls come in plan order,
 * once for every frame whose `keep` flag is 0. It touches no pixel outside the lower face.
 */
export type Painter = {
  paint(index: number, frame: Picture): Promise<void> | void;
  release(): void;
};
