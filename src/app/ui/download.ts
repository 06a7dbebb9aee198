/** The browser reads the file for as long as it copies it, and tells nobody when it is done; milliseconds. */
const KEEP_MS = 120_000;

/** Hands a file to the browser's downloads, under `name`. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
}
