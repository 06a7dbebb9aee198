import { SHARED_MARK, takeShared } from './shared-files';

/** A file that the system handed over, with its handle where it was opened with the app. */
export type Received = { readonly file: File; readonly handle?: FileSystemFileHandle };

type LaunchQueue = {
  setConsumer(consumer: (launch: { readonly files?: readonly FileSystemHandle[] }) => void): void;
};

/**
 * Hears of files that the user opens with the installed app, and of those that were shared with it: by the user from
 * another app or, which nobody can tell apart, by some website. The latter are taken only when the user says so.
 */
export function receiveFiles(
  onFiles: (files: readonly Received[]) => void,
  onShared: (files: readonly Received[]) => void,
): void {
  const { launchQueue } = globalThis as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files = [] }) => {
    const handles = files.filter((handle) => handle.kind === 'file') as FileSystemFileHandle[];
    if (handles.length === 0) return;
    Promise.all(handles.map(async (handle) => ({ file: await handle.getFile(), handle }))).then(
      onFiles,
      lost,
    );
  });
  const here = new URL(location.href);
  if (!here.searchParams.has(SHARED_MARK)) return;
  here.searchParams.delete(SHARED_MARK);
  // Loaded anew, the page would look for them again.
  history.replaceState(history.state, '', here);
  takeShared(new URL('.', document.baseURI).href)
    .then((files) => files.length > 0 && onShared(files.map((file) => ({ file }))))
    .catch(lost);
}

const lost = (reason: unknown) => console.warn('files that were handed over cannot be read', reason);
