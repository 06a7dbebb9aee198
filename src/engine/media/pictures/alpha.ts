import { EncodedPacketSink, type EncodedPacket, type InputVideoTrack, type VideoCodec } from 'mediabunny';
import { createPicture, type Picture } from '../../picture/picture';
import { decode } from '../decode/decoded-samples';
import { PictureCopier } from './picture-copy';

/** The opacity of pictures: luma 0 is transparent, 255 opaque. */
type Matte = { readonly time: number; readonly picture: Picture };

/**
 * How opaque the pictures of a track are, which VP8 and VP9 in WebM code as pictures of their own (the BlockAdditions of
 * Matroska). Read forwards only.
 */
export class AlphaReader {
  readonly #mattes: AsyncGenerator<Matte, void>;
  #now: Matte | null = null;
  #next: Matte | null = null;
  #isOver = false;

  /** `start`: what the file's clock shows at time 0, seconds. */
  constructor(
    track: InputVideoTrack,
    start: number,
    size: { readonly width: number; readonly height: number },
  ) {
    this.#mattes = mattes(track, start, size);
  }

  /** The opacity of the picture at `time` (seconds), good until the next call; null before the first one. */
  async at(time: number): Promise<Picture | null> {
    for (;;) {
      if (!this.#next && !this.#isOver) this.#next = (await this.#mattes.next()).value ?? null;
      if (!this.#next) this.#isOver = true;
      if (!this.#next || this.#next.time > time + 1e-3) return this.#now?.picture ?? null;
      [this.#now, this.#next] = [this.#next, null];
    }
  }

  async close(): Promise<void> {
    await this.#mattes.return();
  }
}

async function* mattes(
  track: InputVideoTrack,
  start: number,
  size: { readonly width: number; readonly height: number },
): AsyncGenerator<Matte, void> {
  const copier = new PictureCopier({ hdr: null, shape: { ...size, pixelAspect: 1 } });
  // Two are held at once: what is shown, and what comes next.
  const pictures = [0, 1, 2].map(() => createPicture(size.width, size.height));
  let count = 0;
  for await (const decoded of decode(track, alphaPackets(track))) {
    using sample = decoded;
    const picture = pictures[count++ % pictures.length] as Picture;
    await copier.copy(sample, picture);
    yield { time: sample.timestamp - start, picture };
  }
}

/** From the first one on at which decoding can start. */
async function* alphaPackets(track: InputVideoTrack): AsyncGenerator<EncodedPacket, void> {
  const codec = await track.getCodec();
  let begun = false;
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const { alpha } = packet.sideData;
    if (!alpha) continue;
    const key = isKey(alpha, codec);
    begun ||= key;
    if (begun) yield packet.clone({ data: alpha, type: key ? 'key' : 'delta', sideData: {} });
  }
}

/** By the first bits of a frame of VP8 (RFC 6386, 9.1) or VP9 (its bitstream specification, 6.2). */
export function isKey([first = 0]: Uint8Array, codec: VideoCodec | null): boolean {
  if (codec === 'vp8') return (first & 1) === 0;
  const reserved = (first & 0x30) === 0x30 ? 1 : 0;
  return ((first << reserved) & 0x0c) === 0;
}

/** Lays a picture on white, in place. `matte` is of its size; `white`: luma of white, 235 or, in full range, 255. */
export function layOnWhite({ width, height, data }: Picture, matte: Picture, white: number): void {
  const opacity = matte.data;
  for (let i = 0; i < width * height; i++) data[i] = white + ((data[i]! - white) * opacity[i]!) / 255 + 0.5;
  const across = Math.ceil(width / 2);
  const chroma = across * Math.ceil(height / 2);
  for (let block = 0; block < chroma; block++) {
    const [x, y] = [2 * (block % across), 2 * Math.floor(block / across)];
    const [right, below] = [Math.min(x + 1, width - 1), Math.min(y + 1, height - 1)];
    const sum =
      opacity[y * width + x]! +
      opacity[y * width + right]! +
      opacity[below * width + x]! +
      opacity[below * width + right]!;
    for (const at of [width * height + block, width * height + chroma + block])
      data[at] = 128 + ((data[at]! - 128) * sum) / 1020 + 0.5;
  }
}
