/** A rectangle of whole pixels [x, x + width) × [y, y + height); corners even, so that chroma samples fit. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The smallest even box around (left, top)–(right, bottom) that lies within a picture. */
export function evenBox(
  left: number,
  top: number,
  right: number,
  bottom: number,
  picture: { readonly width: number; readonly height: number },
): Box {
  const clamp = (value: number, limit: number) => Math.min(Math.max(value, 0), limit);
  const x = clamp(Math.floor(left / 2) * 2, picture.width);
  const y = clamp(Math.floor(top / 2) * 2, picture.height);
  // A box that ends at an odd edge ends with the picture there, as its chroma does.
  const x1 = clamp(Math.ceil(right / 2) * 2, picture.width);
  const y1 = clamp(Math.ceil(bottom / 2) * 2, picture.height);
  return { x, y, width: Math.max(0, x1 - x), height: Math.max(0, y1 - y) };
}

/** Bounds of points given as [n, 2], grown by `margin` pixels. */
export function bounds(
  points: ArrayLike<number>,
  margin: number,
): { left: number; top: number; right: number; bottom: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i] as number;
    const y = points[i + 1] as number;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
}
