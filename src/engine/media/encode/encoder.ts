import type { EncodedPacket } from 'mediabunny';
import type { Picture } from '../../picture/picture';

/** What pictures are written as; all but `avc` go into WebM. */
export type PictureCodec = 'avc' | 'vp9' | 'av1' | 'vp8';

/** What the pictures of a video are. */
export type EncoderShape = {
  readonly codec: PictureCodec;
  /** Size of the pictures that will come; an odd last row or column is cropped, H.264 has even sizes only. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Pictures come at any times, not at whole multiples of a frame; only the browser's encoder can do that. */
  readonly varies?: true;
  /** Bits a second. */
  readonly bitrate: number;
  /** Written into the stream, the values of the pictures are not changed. */
  readonly colorSpace: VideoColorSpaceInit;
  /** Shape of a pixel, width over height. */
  readonly pixelAspect: number;
  /** Seconds between pictures at which decoding can start. */
  readonly keyFrameInterval: number;
};

/**
 * Takes packets in decode order. `config` comes with the first one of an encoder, and with any from which on it is
 * another. Resolves when there is room for the next.
 */
export type PacketSink = (packet: EncodedPacket, config?: VideoDecoderConfig) => Promise<void>;

/** Pictures in, packets out into a `PacketSink`; the first one is a key frame. */
export type PictureEncoder = {
  /** Takes a copy of the picture that is shown at `time`; resolves when there is room for the next. */
  add(time: number, picture: Picture): Promise<void>;
  /** Resolves when the sink has taken what was still on its way; a picture that comes after it is a key frame. */
  finish(): Promise<void>;
  close(): void;
};

/** Which encoder to use: `auto` is the browser's where it has one for this size. */
export type EncoderChoice = 'auto' | 'ffmpeg';

/** Seconds between the pictures of a result at which playing can start. */
export const KEY_FRAME_INTERVAL = 2;

/** The even size that H.264 can hold. */
export function evenSize(width: number, height: number): { width: number; height: number } {
  return { width: width & ~1, height: height & ~1 };
}
