import type { CacheFiles } from './caches';

// For the tests of this folder and of those that use it; nothing of the app imports this.

type MemoryFiles = { -readonly [Name in keyof CacheFiles]: CacheFiles[Name] } & {
  readonly bytes: Map<string, Blob>;
};

/** Files that are there as long as the test. */
export function memoryFiles(): MemoryFiles {
  const bytes = new Map<string, Blob>();
  return {
    bytes,
    open: async (path) => {
      const blob = bytes.get(path);
      if (!blob) throw new DOMException('', 'NotFoundError');
      return new File([blob], path);
    },
    write: async (path, blob) => void bytes.set(path, blob),
    remove: async (path) => void bytes.delete(path),
    list: async (folder) => [...bytes.keys()].filter((path) => path.startsWith(`${folder}/`)),
  };
}
