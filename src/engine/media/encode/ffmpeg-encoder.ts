import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny';
import { DubError } from '../../core/errors';
import type { Picture } from '../../picture/picture';
import { colorArguments } from '../pictures/color';
import { evenSize, type EncoderShape, type PacketSink, type PictureEncoder } from './encoder';
import { createFfmpeg, type Ffmpeg } from '../ffmpeg/ffmpeg';

/** Bytes of raw pictures that wait for one run of ffmpeg, at most. */
const BATCH_BYTES = 96 * 1024 * 1024;

/**
 * H.264 by x264 in ffmpeg.wasm, for browsers without an encoder. One run of ffmpeg cannot wait for pictures, so
 * they are gathered into batches that each start with a key frame, at most a key frame interval long and of
 * bounded size. Nothing else happens in this worker while a batch is encoded.
 */
export async function createFfmpegEncoder(shape: EncoderShape, sink: PacketSink): Promise<PictureEncoder> {
  const ffmpeg = await createFfmpeg();
  const batch = new PictureBatch(ffmpeg, shape);
  const flush = async () => {
    if (batch.isEmpty) return;
    const { start } = batch;
    const mp4 = batch.encode();
    await handOn(mp4, sink, start);
  };
  return {
    async add(time, picture) {
      batch.add(time, picture);
      if (batch.isFull) await flush();
    },
    finish: flush,
    close: () => batch.clear(),
  };
}

/** Hands on the packets of one batch, moved to its place in the whole. */
async function handOn(mp4: Uint8Array<ArrayBuffer>, sink: PacketSink, start: number): Promise<void> {
  using input = new Input({ formats: [MP4], source: new BufferSource(mp4) });
  const track = await input.getPrimaryVideoTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig) throw new DubError('codec/failed', { detail: { step: 'encode' } });
  for await (const packet of new EncodedPacketSink(track).packets()) {
    await sink(packet.clone({ timestamp: start + packet.timestamp }), decoderConfig);
  }
}

/** Pictures in the order they came, as one stretch of raw video that ffmpeg can read. */
class PictureBatch {
  #ffmpeg: Ffmpeg;
  #shape: EncoderShape;
  #device: string;
  #pictures: Uint8Array[] = [];
  #count = 0;
  /** Time of the first picture; the ones after it follow at the shape's rate. */
  start = 0;

  constructor(ffmpeg: Ffmpeg, shape: EncoderShape) {
    this.#ffmpeg = ffmpeg;
    this.#shape = shape;
    this.#device = ffmpeg.device('pictures', {
      read: (_stream, buffer, offset, length, position) => this.#read(buffer, offset, length, position),
    });
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  get isFull(): boolean {
    const bytes = this.#count * (this.#pictures[0]?.length ?? 0);
    return this.#count >= this.#shape.keyFrameInterval * this.#shape.fps || bytes >= BATCH_BYTES;
  }

  add(time: number, { data }: Picture): void {
    if (this.#count === 0) this.start = time;
    const room = (this.#pictures[this.#count] ??= new Uint8Array(data.length));
    room.set(data);
    this.#count++;
  }

  /** The gathered pictures as an mp4; the batch is empty afterwards. */
  encode(): Uint8Array<ArrayBuffer> {
    const { code, log } = this.#ffmpeg.run(encodeArguments(this.#shape, this.#device, '/batch.mp4'));
    this.#count = 0;
    if (code !== 0) throw new DubError('codec/failed', { cause: log, detail: { step: 'encode' } });
    return this.#ffmpeg.take('/batch.mp4');
  }

  clear(): void {
    this.#pictures = [];
    this.#count = 0;
  }

  #read(buffer: Int8Array, offset: number, length: number, position: number): number {
    const size = this.#pictures[0]?.length ?? 0;
    let done = 0;
    while (done < length) {
      const which = Math.floor((position + done) / size);
      if (which >= this.#count) break;
      const at = (position + done) % size;
      const piece = this.#pictures[which]!.subarray(at, Math.min(size, at + length - done));
      // The heap may have grown since the last read, so the view is made anew each time.
      new Uint8Array(buffer.buffer, buffer.byteOffset + offset + done, piece.length).set(piece);
      done += piece.length;
    }
    return done;
  }
}

function encodeArguments(shape: EncoderShape, from: string, to: string): string[] {
  const even = evenSize(shape.width, shape.height);
  return [
    ...[
      '-f',
      'rawvideo',
      '-pix_fmt',
      'yuv420p',
      '-s',
      `${shape.width}x${shape.height}`,
      '-r',
      String(shape.fps),
      '-i',
      from,
    ],
    ...['-vf', `crop=${even.width}:${even.height}:0:0,setsar=${Math.round(shape.pixelAspect * 1000)}/1000`],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-b:v',
      String(shape.bitrate),
      '-bf',
      '0',
      '-g',
      '9999',
      '-threads',
      '1',
    ],
    ...colorArguments(shape.colorSpace),
    ...['-f', 'mp4', to],
  ];
}
