import type { EncoderChoice, EncoderShape, PacketSink, PictureEncoder } from './encoder';
import { createFfmpegEncoder } from './ffmpeg-encoder';
import { createWebCodecsEncoder, hasWebCodecsEncoder } from './webcodecs-encoder';

/** The encoder that was chosen, into `sink`. Throws `codec/no-encoder` where there is none. */
export async function createEncoder(
  shape: EncoderShape,
  choice: EncoderChoice,
  sink: PacketSink,
): Promise<PictureEncoder> {
  const own = choice === 'auto' && (await hasWebCodecsEncoder(shape));
  return own ? createWebCodecsEncoder(shape, sink) : createFfmpegEncoder(shape, sink);
}
