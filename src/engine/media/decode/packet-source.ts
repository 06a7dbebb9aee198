import { EncodedPacketSink, type EncodedPacket, type InputVideoTrack } from 'mediabunny';
import type { StopSignal } from '../../core/progress';
import type { DecodeOrder } from '../smart-copy/copy-runs';
import { pictureAt, type FrameIndex } from '../container/frame-index';
import { descriptionOf } from '../output/packet-log-format';

/** Times of one packet that differ by less than this (seconds) were rounded differently. */
const SAME = 1e-6;

/** The encoded packets of a video's frames, which are counted from frame `first` of the index, `count` of them. */
export class PacketSource {
  readonly #track: InputVideoTrack;
  readonly #index: FrameIndex;
  readonly #first: number;
  readonly #count: number;

  constructor(track: InputVideoTrack, index: FrameIndex, first: number, count: number) {
    [this.#track, this.#index, this.#first, this.#count] = [track, index, first, count];
  }

  /** The AVCDecoderConfigurationRecord of H.264; null for what has none. */
  async avcRecord(): Promise<Uint8Array | null> {
    const config = await this.#track.getDecoderConfig();
    const record = config?.codec.startsWith('avc') ? descriptionOf(config) : null;
    return record?.length ? record : null;
  }

  /** Which frame each packet of the video shows; read from the container. */
  async order(signal: StopSignal): Promise<DecodeOrder> {
    const shown: number[] = [];
    const frames = this.#framesOfPictures();
    for await (const packet of new EncodedPacketSink(this.#track).packets(undefined, undefined, {
      metadataOnly: true,
    })) {
      signal.throwIfAborted();
      const picture = pictureAt(this.#index.pictures, packet.timestamp);
      shown.push(frames[picture] ?? -1);
      // A second packet of the same time is never shown.
      if (picture >= 0) frames[picture] = -1;
    }
    return Int32Array.from(shown);
  }

  /** The packet of a frame, and those that follow it in decode order. */
  async *from(frame: number): AsyncGenerator<EncodedPacket, void, undefined> {
    const { shows, pictures } = this.#index;
    const sink = new EncodedPacketSink(this.#track);
    const packet = await sink.getPacket(pictures.stamps[shows[this.#first + frame]!]! + SAME);
    if (packet) yield* sink.packets(packet);
  }

  /** The first frame that shows each picture; -1 where none does. */
  #framesOfPictures(): Int32Array {
    const { shows, pictures } = this.#index;
    const frames = new Int32Array(pictures.stamps.length).fill(-1);
    for (let frame = this.#count - 1; frame >= 0; frame--) frames[shows[this.#first + frame]!] = frame;
    return frames;
  }
}
