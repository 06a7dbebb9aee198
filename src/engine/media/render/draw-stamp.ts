import { DubError } from '../../core/errors';
import { codedRect, uprightToCoded, type Coded, type Rect, type Size } from '../../provenance/label/placing';
import { createStamp, type Stamp } from '../../provenance/label/stamp';

const FONT = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
export const fontOf = (size: number) => `600 ${size}px ${FONT}`;

export type Context = OffscreenCanvasRenderingContext2D;

/** What `paint` draws, in greys, into a part of the upright picture, whose corner is its origin. */
export function drawStamp(
  part: Rect,
  coded: Coded,
  fullRange: boolean,
  paint: (canvas: Context) => void,
): Stamp {
  const rect = codedRect(part, coded);
  const canvas = context(rect);
  const [a, b, c, d, e, f] = uprightToCoded(coded);
  canvas.setTransform(a, b, c, d, e - rect.left, f - rect.top);
  canvas.translate(part.left, part.top);
  paint(canvas);
  canvas.resetTransform();
  const { data } = canvas.getImageData(0, 0, rect.width, rect.height, { colorSpace: 'srgb' });
  return createStamp(rect, data, fullRange);
}

/** Throws `codec/failed` where there is no room for a canvas. */
export function context({ width, height }: Size): Context {
  const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!canvas) throw new DubError('codec/failed', { detail: { step: 'picture' } });
  return canvas;
}
