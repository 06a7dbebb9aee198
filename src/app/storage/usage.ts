/** Bytes of the files in each top-level folder of OPFS, those in folders within it included. */
export async function measureFolders(): Promise<Readonly<Record<string, number>>> {
  const root = await navigator.storage.getDirectory();
  const sizes: Record<string, number> = {};
  for await (const [name, handle] of root.entries()) {
    if (handle instanceof FileSystemDirectoryHandle) sizes[name] = await bytesIn(handle);
  }
  return sizes;
}

async function bytesIn(folder: FileSystemDirectoryHandle): Promise<number> {
  let bytes = 0;
  for await (const handle of folder.values()) {
    if (handle instanceof FileSystemDirectoryHandle) bytes += await bytesIn(handle);
    else if (handle instanceof FileSystemFileHandle) bytes += await bytesOf(handle);
  }
  return bytes;
}

/** A file that goes while it is being counted takes no room. */
async function bytesOf(handle: FileSystemFileHandle): Promise<number> {
  try {
    return (await handle.getFile()).size;
  } catch {
    return 0;
  }
}
