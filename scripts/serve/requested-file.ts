import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { join, normalize, relative, sep } from 'node:path';

/**
 * The file that a request path means, inside `root`; null where the path leads out of it, is not decodable, or has a
 * part that begins with a dot: such files are no part of the app.
 */
export function fileOf(root: string, requestPath: string): string | null {
  try {
    const path = decodeURIComponent(new URL(requestPath, 'http://localhost').pathname);
    const file = normalize(join(root, path.endsWith('/') ? `${path}index.html` : path));
    const isInside = file.startsWith(root + sep) && !file.includes('\0');
    return isInside && !inside(root, file).some((part) => part.startsWith('.')) ? file : null;
  } catch {
    return null;
  }
}

/** The parts of the path of `file` below `root`. */
export const inside = (root: string, file: string): string[] => relative(root, file).split(sep);

/** `file`, open for reading; null where there is no such file, or where a link leads out of `root`. */
export async function openInside(root: string, file: string): Promise<FileHandle | null> {
  try {
    const real = await realpath(file);
    if (!real.startsWith((await realpath(root)) + sep)) return null;
    // A pipe would keep a plain open waiting for its other end.
    const handle = await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    return null;
  } catch (reason) {
    const { code = '' } = reason as NodeJS.ErrnoException;
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'ENAMETOOLONG'].includes(code)) return null;
    throw reason;
  }
}
