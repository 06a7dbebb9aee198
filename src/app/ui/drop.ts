import type { Attachment } from 'svelte/attachments';
import type { Given } from '../features/batch/sort-out';

export type DropOptions = {
  enabled: () => boolean;
  /** True while files are held over the element. */
  onover: (over: boolean) => void;
  /** All that was dropped; of a folder, the files that lie in it. Never empty. */
  ondrop: (given: readonly [Given, ...Given[]]) => void;
};

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Makes the whole element a place to drop files on. */
export function dropsFiles({ enabled, onover, ondrop }: DropOptions): Attachment<HTMLElement> {
  return (element) => {
    const gone = new AbortController();
    const on = (name: 'dragenter' | 'dragover' | 'dragleave' | 'drop', handle: (event: DragEvent) => void) =>
      element.addEventListener(name, (event) => carriesFiles(event) && enabled() && handle(event), {
        signal: gone.signal,
      });
    on('dragenter', () => onover(true));
    on('dragover', (event) => {
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    });
    on('dragleave', (event) => {
      // Moving on to a child is no leaving.
      if (!element.contains(event.relatedTarget as Node | null)) onover(false);
    });
    on('drop', (event) => {
      onover(false);
      // A place within this one has taken it.
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (!event.dataTransfer) return;
      givenOf(event.dataTransfer).then(
        ([first, ...more]) => first && ondrop([first, ...more]),
        (reason: unknown) => console.warn('what was dropped cannot be read', reason),
      );
    });
    return () => gone.abort();
  };
}

/** What Chromium adds (https://wicg.github.io/file-system-access/) and the DOM library does not know. */
type HandleItem = DataTransferItem & { getAsFileSystemHandle?: () => Promise<FileSystemHandle | null> };

/** The files of a drop; those of a folder, however deep, in the order of their names. */
async function givenOf({ items }: DataTransfer): Promise<Given[]> {
  // The list is emptied when the event is over, hence before the first await.
  const dropped = [...items]
    .filter(({ kind }) => kind === 'file')
    .map((item: HandleItem) => ({
      file: item.getAsFile(),
      entry: item.webkitGetAsEntry(),
      handle: item.getAsFileSystemHandle?.().catch(() => null),
    }));
  const given = await Promise.all(
    dropped.map(async ({ file, entry, handle: asked }): Promise<Given[]> => {
      const handle = await asked;
      if (handle?.kind === 'directory') return inHandle(handle as FileSystemDirectoryHandle);
      if (entry?.isDirectory) return inEntry(entry as FileSystemDirectoryEntry);
      return file ? [{ file, handle: (handle as FileSystemFileHandle | null) ?? undefined }] : [];
    }),
  );
  return given.flat();
}

const byName = new Intl.Collator(undefined, { numeric: true });
const sorted = <T extends { readonly name: string }>(list: readonly T[]) =>
  [...list].sort((a, b) => byName.compare(a.name, b.name));

async function inHandle(folder: FileSystemDirectoryHandle): Promise<Given[]> {
  const found: FileSystemHandle[] = [];
  for await (const handle of folder.values()) found.push(handle);
  const inside = await Promise.all(
    sorted(found).map(async (handle) => {
      if (handle.kind === 'directory') return inHandle(handle as FileSystemDirectoryHandle);
      const own = handle as FileSystemFileHandle;
      return [{ file: await own.getFile(), handle: own, inFolder: true }];
    }),
  );
  return inside.flat();
}

/** As `inHandle`, for browsers without handles. */
async function inEntry(folder: FileSystemDirectoryEntry): Promise<Given[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  // A reader hands over a hundred or so at a time, and at the end none.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    found.push(...some);
  }
  const inside = await Promise.all(
    sorted(found).map(async (entry) => {
      if (entry.isDirectory) return inEntry(entry as FileSystemDirectoryEntry);
      const file = await new Promise<File>((resolve, reject) =>
        (entry as FileSystemFileEntry).file(resolve, reject),
      );
      return [{ file, inFolder: true }];
    }),
  );
  return inside.flat();
}
