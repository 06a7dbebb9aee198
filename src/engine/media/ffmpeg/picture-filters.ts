import type { VideoInfo } from '../../core/media-info';
import { hasAlpha, pixelAspect, type FfprobeStream } from './ffprobe-json';

/** Fields become whole pictures, each at the time of the first; pictures that are whole pass as they are. */
const DEINTERLACE = 'bwdif=mode=send_frame:deint=interlaced';

/** Transparent pictures on white: below each lies a copy of itself that is painted over. */
const ON_WHITE =
  'split[top][below];[below]drawbox=t=fill:c=white:replace=1[ground];[ground][top]overlay=format=auto';

/**
 * Filters of ffmpeg that make pictures whole and opaque. Where pictures become of another size the filters begin anew, and
 * the deinterlacer would keep the last one before for itself.
 */
export function pictureFilters(stream: FfprobeStream, { changes = [] }: VideoInfo): string[] {
  const isWhole = changes.includes('resized') && !changes.includes('interlaced');
  return [...(isWhole ? [] : [DEINTERLACE]), ...(hasAlpha(stream) ? [ON_WHITE] : [])];
}

/**
 * Filters that bring pictures which become of another size or pixel shape on the way to that of `video`, as `PictureFitter`
 * does it. They are for pictures that were not turned.
 */
export function fitFilters(stream: FfprobeStream, { codedWidth, codedHeight }: VideoInfo): string[] {
  const aspect = pixelAspect(stream);
  const size = `${codedWidth}:${codedHeight}`;
  // `pad` cuts odd sizes.
  if (codedWidth % 2 === 1 || codedHeight % 2 === 1) return [`scale=${size}`];
  const room = (codedWidth * aspect) / codedHeight;
  const side = (length: number, share: string) =>
    `if(lt(abs(dar/${room}-1),0.02),${length},2*max(1,round(${length}*min(1,${share})/2)))`;
  const width = side(codedWidth, `dar/${room}`);
  const height = side(codedHeight, `${room}/dar`);
  return [
    `scale=w='${width}':h='${height}':eval=frame`,
    `pad=${size}:(ow-iw)/2:(oh-ih)/2:eval=frame`,
    `setsar=${aspect}`,
  ];
}
