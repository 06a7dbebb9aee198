/** One file of the built app. */
export type AppFile = {
  /** Inside the app's folder, `/` between its parts. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of its content, hexadecimal. */
  readonly hash: string;
  /** True for what the page needs to show itself, before anything heavy. */
  readonly shell: boolean;
};

/** How much of the app is kept for use without a network, in bytes; `complete` only when every file was verified. */
export type Kept = { readonly bytes: number; readonly total: number; readonly complete: boolean };

/** The file that an address means within the app's folder `scope`, by its path alone; null where there is none. */
export function fileAt(files: readonly AppFile[], url: string, scope: string): AppFile | null {
  const { origin, pathname } = new URL(url);
  const base = new URL(scope);
  if (origin !== base.origin || !pathname.startsWith(base.pathname)) return null;
  const path = pathname.slice(base.pathname.length) || 'index.html';
  return files.find((file) => file.path === path) ?? null;
}

/** Files in the order in which they are fetched: the shell, then the small before the large. */
export function inOrder(files: readonly AppFile[]): AppFile[] {
  return [...files].sort((a, b) => Number(b.shell) - Number(a.shell) || a.bytes - b.bytes);
}
