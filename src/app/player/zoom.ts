import type { MouthPlace } from '../../engine/face/track/mouth/mouth-place';

/** The mouth takes about so much of the picture's width or height once it is near. */
const SHARE = 0.4;
const LEAST = 1.5;
const MOST = 6;

/** How a picture is moved and enlarged so that a mouth fills much of it: shares of its sizes, and times. */
export type Zoom = { readonly x: number; readonly y: number; readonly scale: number };

/** The zoom on a mouth; no edge of the picture comes into sight. */
export function zoomOn({ x, y, width, height }: MouthPlace): Zoom {
  const scale = Math.min(MOST, Math.max(LEAST, SHARE / Math.max(width, height, 1e-3)));
  const shift = (middle: number) => Math.min(0, Math.max(1 - scale, 0.5 - scale * middle));
  return { x: shift(x), y: shift(y), scale };
}

/** As CSS, for an element whose origin is its upper left corner. */
export const zoomStyle = ({ x, y, scale }: Zoom): string =>
  `translate(${(100 * x).toFixed(2)}%, ${(100 * y).toFixed(2)}%) scale(${scale.toFixed(3)})`;
