/** Only Chromium lets the user choose a place to write to, and TypeScript's library does not know it. */
type Picker = (options: {
  suggestedName: string;
  types: { description: string; accept: Record<string, string[]> }[];
}) => Promise<FileSystemFileHandle>;

/**
 * Asks the user where the archive shall lie, at a press of a button only. Null where the browser cannot ask: then it
 * is made in the app's own storage and downloaded from there, which takes its size in room once more.
 */
export async function chooseZip(suggestedName: string): Promise<FileSystemFileHandle | null | 'declined'> {
  const { showSaveFilePicker: ask } = window as { showSaveFilePicker?: Picker };
  if (!ask) return null;
  try {
    return await ask({
      suggestedName,
      types: [{ description: 'ZIP', accept: { 'application/zip': ['.zip'] } }],
    });
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === 'AbortError') return 'declined';
    // Refused by a policy of the place that the page is shown in.
    console.warn('no place can be chosen', reason);
    return null;
  }
}
