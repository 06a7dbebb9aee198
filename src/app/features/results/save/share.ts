/** What of the browser shares files with other apps; some have nothing of it. */
export type Sharing = Partial<Pick<Navigator, 'canShare' | 'share'>>;

/** True where this browser hands such a file to other apps. */
export const canShare = (file: File, sharing: Sharing = navigator): boolean =>
  sharing.share !== undefined && sharing.canShare?.({ files: [file] }) === true;

/** Asks the user which app is to get a file. That nobody is chosen is no error. */
export async function shareFile(file: File, name: string, sharing: Sharing = navigator): Promise<void> {
  const named = new File([file], name, { type: file.type });
  try {
    await sharing.share?.({ files: [named], title: name });
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === 'AbortError') return;
    console.warn(`${name} was not shared`, reason);
  }
}
