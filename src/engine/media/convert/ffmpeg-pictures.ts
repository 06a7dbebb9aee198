import type { VideoInfo } from '../../core/media-info';
import { createPicture, pictureBytes, type Picture } from '../../picture/picture';
import { colorOf, knownColor } from '../pictures/color';
import type { EncoderShape } from '../encode/encoder';
import type { FfmpegClient } from '../ffmpeg/client';
import { pixelAspect, type FfprobeStream } from '../ffmpeg/ffprobe-json';
import type { FramesRequest } from '../ffmpeg/messages';
import { fitFilters, pictureFilters } from '../ffmpeg/picture-filters';
import { conversionShape, type DecodedPictures } from './recode';
import { hdrCoding, SDR_COLORS, SdrPictures } from '../pictures/sdr-pictures';
import { PLANAR_FORMATS, samplesOf } from '../pictures/yuv';

/** How pictures that ffmpeg decodes are encoded. */
export function ffmpegShape(stream: FfprobeStream, video: VideoInfo): EncoderShape {
  const colors = colorOf(stream);
  return conversionShape(video, {
    colorSpace: hdrCoding(colors) ? SDR_COLORS : knownColor(colors, video.codedHeight),
    pixelAspect: pixelAspect(stream),
  });
}

/**
 * The pictures of a stream, decoded by ffmpeg in a worker of its own; `ownStart`: the file's first moment, time 0, by its
 * own clock, null where ffmpeg is to find it. Needs shared memory. Throws `input/unsupported`.
 */
export function ffmpegPictures(
  client: FfmpegClient,
  stream: FfprobeStream,
  video: VideoInfo,
  ownStart: number | null,
): DecodedPictures {
  const shape = ffmpegShape(stream, video);
  const { request, pictureOf } = askFor(stream, shape);
  const filters = [...pictureFilters(stream, video), ...fitFilters(stream, video)];
  const asked = { ...request, ownTimes: ownStart !== null, stream: stream.index ?? 0, filters };
  async function* frames() {
    for await (const { data, time } of client.frames(asked))
      yield { time: time - (ownStart ?? 0), picture: pictureOf(data) };
  }
  return { shape, frames };
}

type Asked = {
  readonly request: Pick<FramesRequest, 'pixelFormat' | 'frameBytes'>;
  /** What came as a picture to be encoded, which is used again. */
  pictureOf(data: Uint8Array): Picture;
};

/** What ffmpeg is asked for, and how that becomes pictures: as they are, or from HDR with all its bits. */
function askFor(stream: FfprobeStream, { width, height }: Pick<Picture, 'width' | 'height'>): Asked {
  const colors = colorOf(stream);
  const hdr = hdrCoding(colors);
  const frameBytes = pictureBytes(width, height);
  if (!hdr) {
    const pixelFormat = colors.fullRange ? 'yuvj420p' : 'yuv420p';
    return { request: { pixelFormat, frameBytes }, pictureOf: (data) => ({ width, height, data }) };
  }
  const sdr = new SdrPictures(hdr);
  const picture = createPicture(width, height);
  const format = PLANAR_FORMATS.I420P10!;
  return {
    request: { pixelFormat: 'yuv420p10le', frameBytes: 2 * frameBytes },
    pictureOf(data) {
      sdr.convert(samplesOf(data, format), format, picture);
      return picture;
    },
  };
}
