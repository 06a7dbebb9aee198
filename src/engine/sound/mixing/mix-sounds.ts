import { framesOf, joinPlanes, slicePlanes, type Planes } from '../planes';

/**
 * `over` with `gain` times `under` added to it, as long as `over`; where `under` ends before, the rest stays alone.
 * Both have the same rate and number of channels. The sums may exceed ±1: a limiter has to follow.
 */
export async function* mixSounds(
  over: AsyncIterable<Planes>,
  under: AsyncIterable<Planes>,
  gain: number,
): AsyncGenerator<Planes> {
  const rest = under[Symbol.asyncIterator]();
  let ready: Planes = [];
  let ended = false;
  try {
    for await (const piece of over) {
      const wanted = framesOf(piece);
      while (framesOf(ready) < wanted && !ended) {
        const next = await rest.next();
        if (next.done) ended = true;
        else ready = framesOf(ready) > 0 ? joinPlanes(ready, next.value) : next.value;
      }
      yield piece.map((plane, channel) => {
        const other = ready[channel]?.subarray(0, wanted) ?? new Float32Array(0);
        return plane.map((value, i) => value + gain * (other[i] ?? 0));
      });
      ready = slicePlanes(ready, wanted);
    }
  } finally {
    await rest.return?.();
  }
}
