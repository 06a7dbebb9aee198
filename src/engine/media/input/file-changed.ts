import { DubError } from '../../core/errors';

/** What browsers throw where a file was changed, moved or deleted after the user gave it (File API, 4.1). */
const NAMES = new Set(['NotReadableError', 'NotFoundError']);

/** True where something failed since the file is not any more what the user gave, however deep that lies. */
export function isFileChanged(reason: unknown): boolean {
  if (!(reason instanceof Error)) return false;
  return NAMES.has(reason.name) || isFileChanged(reason.cause);
}

/** Throws `input/gone` where a file cannot be read any more: what failed for another reason failed for that one. */
export async function checkUnchanged(file: Blob): Promise<void> {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch (cause) {
    throw new DubError('input/gone', { cause });
  }
}
