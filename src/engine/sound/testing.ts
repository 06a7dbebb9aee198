import { joinPlanes, slicePlanes, type Planes } from './planes';

/** A tone of this many samples at `rate` samples a second; `phase` in turns. */
export const tone = (hertz: number, rate: number, samples: number, { level = 1, phase = 0 } = {}) =>
  Float32Array.from(
    { length: samples },
    (_, i) => level * Math.sin(2 * Math.PI * ((hertz * i) / rate + phase)),
  );

/** The sound in pieces of these sizes, in turns; copies. */
export async function* pieces(sound: Planes, sizes: readonly number[] = [1024]): AsyncGenerator<Planes> {
  const length = sound[0]?.length ?? 0;
  for (let at = 0, turn = 0; at < length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield slicePlanes(sound, at, at + size).map((plane) => plane.slice());
    at += size;
  }
}

/** All pieces as one, at most `frames` samples. */
export async function collect(stream: AsyncIterable<Planes>, frames = Infinity): Promise<Planes> {
  let all: Planes = [];
  for await (const piece of stream) {
    all = all.length > 0 ? joinPlanes(all, piece) : piece;
    if ((all[0]?.length ?? 0) >= frames) break;
  }
  return slicePlanes(all, 0, Math.min(frames, all[0]?.length ?? 0));
}

export const largest = (values: Float32Array) =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
