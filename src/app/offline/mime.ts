/** Media types of all that the app is made of. A server that names a module or wasm file otherwise breaks it. */
export const MEDIA_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.onnx': 'application/octet-stream',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.task': 'application/octet-stream',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
} as const;

/** The media type of a file by its name; bytes of no known kind where the name tells nothing. */
export function mediaType(path: string): string {
  const extension = /\.[^./]+$/.exec(path)?.[0] ?? '';
  return MEDIA_TYPES[extension as keyof typeof MEDIA_TYPES] ?? 'application/octet-stream';
}
