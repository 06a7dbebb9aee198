import type { Attachment } from 'svelte/attachments';

/** What is scrolled past quicker than this is not worth decoding; milliseconds. */
const GLANCE_MS = 80;

/**
 * Shows a picture on a canvas once it is decoded, which happens elsewhere and stops nobody. An image element needs an
 * address of the picture, and making one waits for another process, in the middle of a scroll.
 */
export function paints(picture: Blob): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    let isThere = true;
    const show = (bitmap: ImageBitmap) => {
      if (!isThere) return bitmap.close();
      [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
      canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
    };
    const timer = setTimeout(() => {
      createImageBitmap(picture).then(show, (reason: unknown) =>
        console.warn('a thumbnail cannot be shown', reason),
      );
    }, GLANCE_MS);
    return () => {
      isThere = false;
      clearTimeout(timer);
    };
  };
}
