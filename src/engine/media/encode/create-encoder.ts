import { DubError } from '../../core/errors';
import type { FileFormat } from '../../plan/dub-plan';
import type { EncoderChoice, EncoderShape, PacketSink, PictureCodec, PictureEncoder } from './encoder';
import { createFfmpegEncoder } from './ffmpeg-encoder';
import { createWebCodecsEncoder, hasWebCodecsEncoder } from './webcodecs-encoder';

/** What of WebM is tried, in this order. */
const WEBM_CODECS = ['vp9', 'vp8', 'av1'] as const satisfies readonly PictureCodec[];

/** What the pictures of a file are written as. Throws `codec/no-encoder` where the browser can write no such file. */
export async function chooseCodec(
  format: FileFormat,
  shape: Omit<EncoderShape, 'codec'>,
): Promise<PictureCodec> {
  if (format === 'mp4') return 'avc';
  for (const codec of WEBM_CODECS) if (await hasWebCodecsEncoder({ ...shape, codec })) return codec;
  throw new DubError('codec/no-encoder', { detail: { codec: format } });
}

/**
 * The encoder that was chosen, into `sink`; what is not H.264 is always encoded by the browser. Throws
 * `codec/no-encoder` where there is none.
 */
export async function createEncoder(
  shape: EncoderShape,
  choice: EncoderChoice,
  sink: PacketSink,
): Promise<PictureEncoder> {
  const own = shape.codec !== 'avc' || (choice === 'auto' && (await hasWebCodecsEncoder(shape)));
  return own ? createWebCodecsEncoder(shape, sink) : createFfmpegEncoder(shape, sink);
}
