import type { Picture } from '../../picture/picture';
import type { StopSignal } from '../../core/progress';
import type { Painter } from '../../painters/painter';
import type { Timeline } from '../../plan/dub-plan';

/** Seconds in which the picture before a seam goes over into what follows. */
const LASTS = 0.32;

type Seamed = Pick<Timeline, 'fps' | 'base' | 'keep' | 'seams'>;

type Pass = {
  readonly plan: Seamed;
  readonly painter: Painter;
  readonly footage: {
    pictures(
      indices: Iterable<number>,
      signal: StopSignal,
    ): AsyncIterable<{ readonly index: number; readonly picture: Picture }>;
  };
};

/** Changes an output picture in place where it lies behind a seam; it wants each of them, in order. */
export type Dissolve = (frame: number, picture: Picture) => Promise<void>;

/**
 * Lays the finished picture before each seam of a plan over the first ones behind it, less and less. Holds one picture.
 * Null where there are no seams.
 */
export function dissolving({ plan, footage, painter }: Pass, signal: StopSignal): Dissolve | null {
  const { seams, fps } = plan;
  if (!seams || seams.length === 0) return null;
  const count = dissolvedFrames(seams, fps);
  let held: { readonly frame: number; readonly data: Uint8Array } | null = null;
  /** The picture before a seam, where another run made it or it was copied. */
  const again = async (frame: number) => {
    for await (const { picture } of footage.pictures(plan.base.subarray(frame, frame + 1), signal)) {
      if (plan.keep[frame] === 0) await painter.paint([{ index: frame, frame: picture }]);
      return { frame, data: picture.data.slice() };
    }
    return null;
  };
  return async (frame, picture) => {
    const seam = seams.findLast((at) => at <= frame) ?? -1;
    if (seam > 0 && frame - seam < count) {
      if (held?.frame !== seam - 1) held = await again(seam - 1);
      if (held) mix(picture.data, held.data, 1 - (frame - seam + 1) / (count + 1));
    }
    if (seams.includes(frame + 1)) held = { frame, data: picture.data.slice() };
  };
}

/** Frames that a dissolve takes: no more than half of what lies between two seams. */
function dissolvedFrames(seams: Int32Array, fps: number): number {
  const between = seams.length > 1 ? (seams[1] as number) - (seams[0] as number) : Infinity;
  return Math.max(1, Math.min(Math.round(LASTS * fps), Math.floor(between / 2)));
}

/** `keep` of a plan, but 0 for the frames that a dissolve changes: those cannot be copied. */
export function undissolved({ keep, seams, fps }: Seamed): Uint8Array {
  if (!seams || seams.length === 0) return keep;
  const count = dissolvedFrames(seams, fps);
  const copyable = keep.slice();
  for (const seam of seams) copyable.fill(0, seam, seam + count);
  return copyable;
}

function mix(data: Uint8Array, held: Uint8Array, share: number): void {
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    data[i] = value + share * ((held[i] as number) - value) + 0.5;
  }
}
