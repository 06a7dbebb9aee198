import type { PainterKind } from './kind';
import { reuse } from './reuse';
import { wav2lip } from './wav2lip';

/** What paints where nobody has chosen. */
export const DEFAULT_PAINTER: PainterKind = reuse;

const kinds: PainterKind[] = [reuse, wav2lip];

/** All painters, in the order in which they are offered. A new one needs its folder and its name above. */
export const PAINTERS: readonly PainterKind[] = kinds;

/** Adds a painter that is not part of Koubo, for tests and embedders; the returned function takes it away again. */
export function addPainter(kind: PainterKind): () => void {
  if (findPainter(kind.id)) throw new RangeError(`there is a painter called ${kind.id}`);
  kinds.push(kind);
  return () => {
    const at = kinds.indexOf(kind);
    if (at >= 0) kinds.splice(at, 1);
  };
}

/** The painter of that id, or undefined. */
export const findPainter = (id: string): PainterKind | undefined => PAINTERS.find((kind) => kind.id === id);

/** The painter of that id. Throws a `RangeError` where there is none. */
export function painterOf(id: string): PainterKind {
  const kind = findPainter(id);
  if (!kind) throw new RangeError(`no painter is called ${id}`);
  return kind;
}
