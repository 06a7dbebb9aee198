import type JSZip from 'jszip';
import { DubError } from '../../../engine/core/errors';
import { decodeText } from './decode-text';

/** An archive is read whole, so it may have so many bytes, and what comes out of it so many more. */
export const MOST_BYTES = 2 ** 30;
const MOST_UNPACKED = 4 * MOST_BYTES;
/** Nobody drops more files than this in an archive. */
const MOST_FILES = 2000;

/** The folders and files that systems add for themselves. */
const OWN_OF_SYSTEMS = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;

export const isArchive = ({ name, type }: Pick<File, 'name' | 'type'>): boolean =>
  /\.zip$/i.test(name) || type === 'application/zip' || type === 'application/x-zip-compressed';

/**
 * The files in a ZIP archive, however deep, in the order of their names; archives in it stay what they are. Throws
 * `input/archive` where it is too large, damaged or locked by a password.
 */
export async function filesIn(
  archive: File,
  most = { bytes: MOST_BYTES, unpacked: MOST_UNPACKED },
): Promise<File[]> {
  if (archive.size > most.bytes) throw refusal('too large');
  const { default: Zip } = await import('jszip');
  const bytes = await archive.arrayBuffer();
  const zip = await Zip.loadAsync(bytes, { decodeFileName }).catch((reason: unknown) => {
    throw refusal(String(reason));
  });
  const entries = Object.values(zip.files)
    .filter(({ dir, name }) => !dir && !OWN_OF_SYSTEMS.test(name))
    .sort((a, b) => byName.compare(a.name, b.name));
  if (entries.length > MOST_FILES) throw refusal('too many files');
  const files: File[] = [];
  let left = most.unpacked;
  for (const entry of entries) {
    const blob = await unpack(entry, left);
    left -= blob.size;
    files.push(new File([blob], baseName(entry.name), { lastModified: entry.date.getTime() }));
  }
  return files;
}

/** Names that are not UTF-8 come from Windows in China, whose own archiver writes them in GBK. */
const decodeFileName = (name: string[] | Uint8Array | Buffer) => decodeText(name as Uint8Array);
const byName = new Intl.Collator(undefined, { numeric: true });
const baseName = (path: string) => path.split(/[\\/]/).at(-1) ?? path;
const refusal = (reason: string) => new DubError('input/archive', { detail: { reason } });

type Chunks = {
  on(event: 'data', hear: (chunk: Uint8Array<ArrayBuffer>) => void): Chunks;
  on(event: 'error', hear: (reason: Error) => void): Chunks;
  on(event: 'end', hear: () => void): Chunks;
  resume(): Chunks;
  pause(): Chunks;
};

/** One entry, counted as it comes out: what an archive announces of its sizes may be a lie. */
function unpack(entry: JSZip.JSZipObject, most: number): Promise<Blob> {
  // Not in its types: the one way to see an entry before it is complete.
  const chunks = (entry as unknown as { internalStream(type: 'uint8array'): Chunks }).internalStream(
    'uint8array',
  );
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    chunks
      .on('data', (chunk) => {
        size += chunk.length;
        if (size > most) {
          chunks.pause();
          reject(refusal('too large when unpacked'));
        } else parts.push(chunk);
      })
      .on('error', (reason) => reject(refusal(reason.message)))
      .on('end', () => resolve(new Blob(parts)))
      .resume();
  });
}
