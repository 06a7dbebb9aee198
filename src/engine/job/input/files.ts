async function folderOf(path: string, create: boolean): Promise<FileSystemDirectoryHandle> {
  let folder = await navigator.storage.getDirectory();
  for (const part of path.split('/').slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create });
  return folder;
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

const isMissing = (reason: unknown) => reason instanceof DOMException && reason.name === 'NotFoundError';

/** A file in OPFS, by reference: its bytes are read when they are needed. Throws a `NotFoundError`. */
export async function openFile(path: string): Promise<File> {
  const folder = await folderOf(path, false);
  return (await folder.getFileHandle(nameOf(path))).getFile();
}

/** A new, empty file in OPFS, to be written. */
export async function createFile(path: string): Promise<FileSystemFileHandle> {
  const folder = await folderOf(path, true);
  return folder.getFileHandle(nameOf(path), { create: true });
}

/** Writes a file in OPFS from another's bytes, which the page does not see. It is there only when it is complete. */
export async function writeFile(path: string, bytes: Blob): Promise<void> {
  const handle = await createFile(path);
  const file = await handle.createWritable();
  try {
    await file.write(bytes);
    await file.close();
  } catch (reason) {
    // What was written so far would lie there until the page is closed.
    await file.abort().catch(() => {});
    throw reason;
  }
}

/** As `writeFile`, of bytes that come one after the other. */
export async function writeStream(path: string, bytes: ReadableStream<BufferSource>): Promise<void> {
  const handle = await createFile(path);
  // A stream that fails takes what was written so far with it.
  await bytes.pipeTo(await handle.createWritable());
}

/** Removes a file in OPFS; it need not be there. */
export async function removeFile(path: string): Promise<void> {
  try {
    const folder = await folderOf(path, false);
    await folder.removeEntry(nameOf(path));
  } catch (reason) {
    if (!isMissing(reason)) throw reason;
  }
}

/** Paths of the files that lie in a top-level folder of OPFS; none where there is no such folder. */
export async function listFiles(folderName: string): Promise<string[]> {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(folderName);
    const paths: string[] = [];
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === 'file') paths.push(`${folderName}/${name}`);
    }
    return paths;
  } catch (reason) {
    if (isMissing(reason)) return [];
    throw reason;
  }
}
