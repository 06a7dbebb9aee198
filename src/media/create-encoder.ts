import type { EncoderChoice, EncoderShape, PictureEncoder } from './encoder';
import { createFfmpegEncoder } from './ffmpeg-encoder';
import { createWebCodecsEncoder, hasWebCodecsEncoder } from './webcodecs-encoder';

/** The encoder that was chosen. Throws `codec/no-encoder` where there is none. */
export async function createEncoder(shape: EncoderShape, choice: EncoderChoice): Promise<PictureEncoder> {
  const own = choice === 'auto' && (await hasWebCodecsEncoder(shape));
  return own ? createWebCodecsEncoder(shape) : createFfmpegEncoder(shape);
}
