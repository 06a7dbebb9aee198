import loadSonic, { type SonicModule } from '@echogarden/sonic-wasm';
import { framesOf, slicePlanes, type Planes } from '../../sound/planes';
import type { SoundShape } from '../audio/sound';

/** Samples that go in and out at once. */
const BLOCK = 4096;

/**
 * A speech `tempo` times as fast, its pitch kept: by Sonic (Apache-2.0), which was made for speech and takes out or puts
 * in whole periods of the voice. As long as it should be to the sample: what Sonic gives is a few milliseconds off.
 */
export async function* stretched(
  sound: AsyncIterable<Planes>,
  { rate, channels }: SoundShape,
  tempo: number,
  wasm?: string,
): AsyncGenerator<Planes> {
  const sonic = await loadSonic(wasm === undefined ? {} : { locateFile: () => wasm });
  const stream = new Stream(sonic, rate, channels, tempo);
  try {
    let given = 0;
    let taken = 0;
    for await (const planes of sound) {
      given += framesOf(planes);
      for (const part of stream.push(planes)) {
        taken += framesOf(part);
        yield part;
      }
    }
    const wanted = Math.round(given / tempo);
    for (const part of stream.flush()) {
      const fitting = slicePlanes(part, 0, Math.max(0, wanted - taken));
      taken += framesOf(fitting);
      if (framesOf(fitting) > 0) yield fitting;
    }
    if (taken < wanted) yield Array.from({ length: channels }, () => new Float32Array(wanted - taken));
  } finally {
    stream.close();
  }
}

/** One of Sonic's streams, with room for a block on its heap. */
class Stream {
  readonly #sonic: SonicModule;
  readonly #channels: number;
  readonly #stream: number;
  readonly #block: number;

  constructor(sonic: SonicModule, rate: number, channels: number, tempo: number) {
    this.#sonic = sonic;
    this.#channels = channels;
    this.#stream = sonic._sonicCreateStream(rate, channels);
    this.#block = sonic._malloc(BLOCK * channels * 4);
    sonic._sonicSetSpeed(this.#stream, tempo);
  }

  *push(planes: Planes): Generator<Planes> {
    for (let at = 0; at < framesOf(planes); at += BLOCK) {
      const part = slicePlanes(planes, at, at + BLOCK);
      const heap = this.#heap();
      part.forEach((plane, channel) => {
        plane.forEach((value, i) => (heap[i * this.#channels + channel] = value));
      });
      this.#sonic._sonicWriteFloatToStream(this.#stream, this.#block, framesOf(part));
      yield* this.#ready();
    }
  }

  *flush(): Generator<Planes> {
    this.#sonic._sonicFlushStream(this.#stream);
    yield* this.#ready();
  }

  close(): void {
    this.#sonic._free(this.#block);
    this.#sonic._sonicDestroyStream(this.#stream);
  }

  *#ready(): Generator<Planes> {
    for (;;) {
      const count = this.#sonic._sonicReadFloatFromStream(this.#stream, this.#block, BLOCK);
      if (count === 0) return;
      const heap = this.#heap();
      yield Array.from({ length: this.#channels }, (_, channel) =>
        Float32Array.from({ length: count }, (_, i) => heap[i * this.#channels + channel]!),
      );
    }
  }

  /** The block; looked up each time, since the heap may have moved when it grew. */
  #heap(): Float32Array {
    const from = this.#block >> 2;
    return this.#sonic.HEAPF32.subarray(from, from + BLOCK * this.#channels);
  }
}
