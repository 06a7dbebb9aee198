import { Turns } from '../core/turns';
import type { Painter } from './painter';

/**
 * Painters of several faces in the same frames as one, which paints one face after the other. `keeps`: for each of them 1
 * where it leaves a frame as it is, [output frames].
 */
export function together(painters: readonly Painter[], keeps: readonly Uint8Array[]): Painter {
  const [only] = painters;
  if (only && painters.length === 1) return only;
  const studied = painters.map(({ studies }) => new Set(studies));
  const turns = new Turns();
  return {
    batch: Math.min(...painters.map(({ batch }) => batch)),
    studies: Int32Array.from(new Set(painters.flatMap(({ studies }) => [...studies]))).sort(),
    study(source, frame) {
      painters.forEach((painter, i) => studied[i]?.has(source) && painter.study(source, frame));
    },
    paint(works) {
      // The next frames may be given before these are done, and painters may share a network, which takes one call at a time.
      return turns.take(async () => {
        for (const [i, painter] of painters.entries()) {
          const wanted = works.filter(({ index }) => keeps[i]?.[index] === 0);
          if (wanted.length > 0) await painter.paint(wanted);
        }
      });
    },
    release: () => painters.forEach((painter) => painter.release()),
  };
}
