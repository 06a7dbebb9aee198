/** Takes the noise out of speech, one frame of `size` samples after the other. */
export type NoiseFilter = {
  /** Samples a second that it works at. */
  readonly rate: number;
  readonly size: number;
  /** Samples by which what comes out is behind what goes in. */
  readonly delay: number;
  /** Replaces a frame's samples (±1) by filtered ones. */
  process(frame: Float32Array): void;
};

/** A sound of the filter's rate, mono, in pieces of any size, without its noise: as long as it was, and in time. */
export async function* denoise(
  sound: AsyncIterable<Float32Array>,
  filter: NoiseFilter,
): AsyncGenerator<Float32Array> {
  const frame = new Float32Array(filter.size);
  let [filled, taken, given] = [0, 0, -filter.delay];
  /** The filtered frame without what was the filter's beginning. */
  const filtered = (): Float32Array => {
    filter.process(frame);
    const skip = Math.min(filter.size, Math.max(0, -given));
    const until = Math.min(filter.size, taken - given);
    given += filter.size;
    filled = 0;
    return frame.slice(skip, Math.max(skip, until));
  };
  for await (const piece of sound) {
    taken += piece.length;
    for (let at = 0; at < piece.length;) {
      const count = Math.min(filter.size - filled, piece.length - at);
      frame.set(piece.subarray(at, at + count), filled);
      [at, filled] = [at + count, filled + count];
      if (filled === filter.size) yield filtered();
    }
  }
  // What is still inside comes out when silence goes in.
  while (given < taken) {
    frame.fill(0, filled);
    yield filtered();
  }
}
