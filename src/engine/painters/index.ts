import type { PainterKind } from './kind';
import { reuse } from './reuse';
import { wav2lip } from './wav2lip';

/** All painters, in the order in which they are offered. A new one needs its folder and its name here. */
export const PAINTERS: readonly PainterKind[] = [reuse, wav2lip];

/** What paints where nobody has chosen. */
export const DEFAULT_PAINTER: PainterKind = reuse;

/** The painter of that id, or undefined. */
export const findPainter = (id: string): PainterKind | undefined => PAINTERS.find((kind) => kind.id === id);

/** The painter of that id. Throws a `RangeError` where there is none. */
export function painterOf(id: string): PainterKind {
  const kind = findPainter(id);
  if (!kind) throw new RangeError(`no painter is called ${id}`);
  return kind;
}
