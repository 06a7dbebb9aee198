import type { Attachment } from 'svelte/attachments';

export type DropOptions = {
  enabled: () => boolean;
  /** True while files are held over the element. */
  onover: (over: boolean) => void;
  /** The first of the files, and all of them. */
  ondrop: (file: File, files: readonly File[]) => void;
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
      event.preventDefault();
      onover(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files[0]) ondrop(files[0], files);
    });
    return () => gone.abort();
  };
}
