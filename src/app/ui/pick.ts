import type { Given } from '../features/batch/sort-out';

/** What Chromium adds (https://wicg.github.io/file-system-access/) and the DOM library does not know. */
type Picker = {
  showOpenFilePicker?(options: { multiple: true }): Promise<FileSystemFileHandle[]>;
};

/**
 * Asks for files with the picker that also gives leave to read them later; none where the user closes it. Null where
 * the browser has no such picker, and an `<input>` has to do.
 */
export async function pickFiles(): Promise<Given[] | null> {
  const { showOpenFilePicker } = globalThis as Picker;
  if (!showOpenFilePicker) return null;
  try {
    const handles = await showOpenFilePicker({ multiple: true });
    return await Promise.all(handles.map(async (handle) => ({ file: await handle.getFile(), handle })));
  } catch (reason) {
    if ((reason as { name?: unknown }).name !== 'AbortError') console.warn('no file was picked', reason);
    return [];
  }
}

/** What an `<input>` was given, which is emptied, so that the same files can be given again. */
export function takeFiles(input: HTMLInputElement, inFolder = false): Given[] {
  const given = [...(input.files ?? [])].map((file) => ({ file, inFolder }));
  input.value = '';
  return given;
}
