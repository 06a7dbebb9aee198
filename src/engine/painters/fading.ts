import type { Picture } from '../picture/picture';
import type { Painter, Work } from './painter';

/** A painter whose frames show only their share of what it painted, [output frames], 0…1, over what was there. */
export function fading(painter: Painter, share: Float32Array): Painter {
  if (share.every((part) => part === 1)) return painter;
  return {
    batch: painter.batch,
    studies: painter.studies,
    study: (source, frame) => painter.study(source, frame),
    async paint(works) {
      const partly = works
        .filter(({ index }) => share[index] !== 1)
        .map((work) => ({ work, before: work.frame.data.slice() }));
      await painter.paint(works);
      for (const { work, before } of partly) mix(work, before, share[work.index] as number);
    },
    release: () => painter.release(),
  };
}

function mix({ frame }: Work, before: Picture['data'], share: number): void {
  const { data } = frame;
  for (let i = 0; i < data.length; i++) {
    const was = before[i] as number;
    const painted = data[i] as number;
    if (painted !== was) data[i] = was + share * (painted - was) + 0.5;
  }
}
