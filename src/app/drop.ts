import type { Attachment } from 'svelte/attachments';

export type DropOptions = {
  enabled: () => boolean;
  /** True while files are held over the element. */
  onover: (over: boolean) => void;
  /** All that was dropped; of a folder, the files that lie in it. Never empty. */
  ondrop: (files: readonly [File, ...File[]]) => void;
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
      filesOf(event.dataTransfer).then(
        ([first, ...more]) => first && ondrop([first, ...more]),
        (reason: unknown) => console.warn('what was dropped cannot be read', reason),
      );
    });
    return () => gone.abort();
  };
}

/** The files of a drop. A folder stands among them as a file that cannot be read, so its own files take its place. */
async function filesOf({ files, items }: DataTransfer): Promise<File[]> {
  // Both lists are emptied when the event is over, hence before the first await.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const given = [...files];
  const folders = entries.filter((entry) => entry.isDirectory) as FileSystemDirectoryEntry[];
  if (folders.length === 0) return given;
  const names = new Set(folders.map(({ name }) => name));
  const inside = await Promise.all(folders.map(filesIn));
  return [...given.filter(({ name }) => !names.has(name)), ...inside.flat()];
}

/** The files that lie in a folder itself, not deeper. */
async function filesIn(folder: FileSystemDirectoryEntry): Promise<File[]> {
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
  const files = found.filter((entry) => entry.isFile) as FileSystemFileEntry[];
  return Promise.all(
    files.map((entry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject))),
  );
}
