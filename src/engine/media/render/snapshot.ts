import type { Snapshot } from '../../bridge/services';
import type { Picture } from '../../picture/picture';
import type { StopSignal } from '../../core/progress';
import { DubError } from '../../core/errors';
import { stampPicture } from '../../provenance/label/stamp';
import { knownColor } from '../pictures/color';
import { openFootage, type Footage } from '../decode/footage';
import { stampFor } from './picture-pass';
import type { CreatePainter, RenderJob } from './render-job';

/** Of what the finished file will look like the encoder takes away more than this. */
const JPEG_QUALITY = 0.95;

/**
 * Paints the first frame of a plan, with its label. Throws `input/*` for what cannot be read, `codec/failed`, and what the painter
 * throws.
 */
export async function takeSnapshot(
  { video, plan, span, label }: Pick<RenderJob, 'video' | 'plan' | 'span' | 'label'>,
  createPainter: CreatePainter,
  signal: StopSignal,
): Promise<Snapshot> {
  const footage = await openFootage(video, span && { span });
  try {
    const painter = await createPainter(knownColor(footage.colorSpace, footage.info.codedHeight));
    try {
      for await (const { index, picture } of footage.pictures(painter.studies, signal))
        painter.study(index, picture);
      for await (const { picture } of footage.pictures(plan.base.subarray(0, 1), signal)) {
        const before = await toJpeg(picture, footage);
        if (plan.keep[0] === 0) await painter.paint([{ index: 0, frame: picture }]);
        if (label) stampPicture(picture, stampFor(label, footage));
        return { before, after: await toJpeg(picture, footage) };
      }
    } finally {
      painter.release();
    }
  } finally {
    footage.close();
  }
  throw new DubError('codec/failed', { detail: { step: 'decode' } });
}

async function toJpeg({ width, height, data }: Picture, footage: Footage): Promise<Blob> {
  const { info, pixelAspect, colorSpace } = footage;
  const frame = new VideoFrame(data, {
    ...{ format: 'I420', codedWidth: width, codedHeight: height, timestamp: 0 },
    colorSpace: knownColor(colorSpace, height),
  });
  try {
    const wide = Math.round(width * pixelAspect);
    const [across, down] = info.rotation % 180 === 0 ? [wide, height] : [height, wide];
    const canvas = new OffscreenCanvas(across, down);
    const context = canvas.getContext('2d');
    if (!context) throw new DubError('codec/failed', { detail: { step: 'picture' } });
    context.translate(across / 2, down / 2);
    context.rotate((info.rotation * Math.PI) / 180);
    context.drawImage(frame, -wide / 2, -height / 2, wide, height);
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
  } finally {
    frame.close();
  }
}
