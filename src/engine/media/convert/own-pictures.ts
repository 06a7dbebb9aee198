import type { VideoInfo } from '../../core/media-info';
import type { StopSignal } from '../../core/progress';
import { AlphaReader, layOnWhite } from '../pictures/alpha';
import { knownColor } from '../pictures/color';
import { openFootage } from '../decode/footage';
import { openInput } from '../input/open-input';
import { conversionShape, type DecodedPictures } from './recode';
import { startOf } from '../container/track-clock';

/**
 * The pictures of a file, decoded by the browser, all of the size that `video` tells and opaque; the file's first moment
 * is time 0. Throws `input/*`, `codec/failed`.
 */
export async function ownPictures(
  file: Blob,
  video: VideoInfo,
  signal: StopSignal,
): Promise<DecodedPictures & { close(): void }> {
  const size = { width: video.codedWidth, height: video.codedHeight };
  const footage = await openFootage(file, { size });
  const { pixelAspect, times } = footage;
  const colorSpace = knownColor(footage.colorSpace, size.height);
  const shape = conversionShape(video, { colorSpace, pixelAspect });
  const white = colorSpace.fullRange === true ? 255 : 235;
  const input = openInput(file);
  async function* frames() {
    const track = video.changes?.includes('alpha') ? await input.getPrimaryVideoTrack() : null;
    const alpha = track && new AlphaReader(track, await startOf(input), size);
    try {
      for await (const { index, picture } of footage.pictures(times.keys(), signal)) {
        const time = times[index] as number;
        const matte = await alpha?.at(time);
        if (matte) layOnWhite(picture, matte, white);
        yield { time, picture };
      }
    } finally {
      await alpha?.close();
    }
  }
  const close = () => {
    footage.close();
    input.dispose();
  };
  return { shape, frames, close };
}
