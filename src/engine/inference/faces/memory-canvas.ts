/** What the landmarker's loader asks of a new WebGL context; names and values of OpenGL ES. */
const MAX_VERTEX_ATTRIBS = 0x8869;
const VERSION = 0x1f02;

/** The pixels that a texture holds, RGBA. */
type Texture = { pixels: Uint8ClampedArray | null };

/**
 * The few calls of WebGL 2 that MediaPipe makes where nothing is drawn: it uploads a picture as a texture and reads
 * the same bytes back. Here a texture is the bytes themselves. A call that is not among them does not exist, so a
 * version of MediaPipe that needs more fails at once.
 */
class MemoryContext {
  readonly TEXTURE_2D = 0x0de1;
  readonly RGBA = 0x1908;
  readonly UNSIGNED_BYTE = 0x1401;
  #bound: Texture | null = null;
  #attached: Texture | null = null;

  getContextAttributes = () => ({});
  getSupportedExtensions = () => [];
  getExtension = () => null;
  getError = () => 0;

  getParameter(name: number): number | string {
    if (name === MAX_VERTEX_ATTRIBS) return 0;
    return name === VERSION ? 'WebGL 2.0' : 'memory';
  }

  createTexture = (): Texture => ({ pixels: null });
  activeTexture(): void {}
  texParameteri(): void {}
  bindTexture(_target: number, texture: Texture | null): void {
    this.#bound = texture;
  }
  texImage2D(...values: [...place: number[], image: ImageData]): void {
    if (this.#bound) this.#bound.pixels = (values.at(-1) as ImageData).data;
  }
  deleteTexture(texture: Texture): void {
    texture.pixels = null;
  }

  createFramebuffer = () => ({});
  bindFramebuffer(): void {}
  framebufferTexture2D(_target: number, _place: number, _kind: number, texture: Texture | null): void {
    this.#attached = texture;
  }
  deleteFramebuffer(): void {}

  /** All of the attached texture, row by row, into `heap` from position `at` on. */
  readPixels(...[, , width, height, , , heap, at]: ReadPixels): void {
    const pixels = this.#attached?.pixels;
    if (pixels?.length !== 4 * width * height) throw new RangeError(`no texture of ${width} x ${height}`);
    heap.set(pixels, at);
  }

  fenceSync = () => ({});
  deleteSync(): void {}
}

type ReadPixels = [
  ...[x: number, y: number, width: number, height: number, format: number, type: number],
  ...[heap: Uint8Array, at: number],
];

/**
 * A canvas for a landmarker on the CPU. MediaPipe takes every picture through WebGL, even where it works on the CPU: each
 * look waited for the browser's graphics process two times, and a browser without WebGL could not look at all. The
 * bytes that it reads back are those that it was given, so they need not leave the memory.
 */
export function memoryCanvas(): OffscreenCanvas {
  const context = new MemoryContext();
  return Object.assign(new OffscreenCanvas(1, 1), { getContext: () => context });
}
