/** The field of the manifest's share_target in which files come. */
export const SHARE_FIELD = 'files';
/** The address, within the app's folder, to which files are shared; only the service worker answers it. */
export const SHARE_PATH = 'share';
/** Stands in the address of a page that is opened to take shared files. */
export const SHARED_MARK = 'shared';

const NAME_HEADER = 'X-Name';
const storeOf = (scope: string) => `koubo-shared:${new URL(scope).pathname}`;

/** Puts shared files where the page finds them; what was shared before and never fetched goes. */
export async function putShared(files: readonly File[], scope: string): Promise<void> {
  await caches.delete(storeOf(scope));
  const cache = await caches.open(storeOf(scope));
  for (const [index, file] of files.entries()) {
    const headers = { 'Content-Type': file.type, [NAME_HEADER]: encodeURIComponent(file.name) };
    await cache.put(new URL(`.shared/${index}`, scope), new Response(file, { headers }));
  }
}

/** Takes the shared files out, in the order in which they were shared. */
export async function takeShared(scope: string): Promise<File[]> {
  const cache = await caches.open(storeOf(scope));
  const files: File[] = [];
  for (const key of await cache.keys()) {
    const response = await cache.match(key);
    if (!response) continue;
    const name = decodeURIComponent(response.headers.get(NAME_HEADER) ?? '');
    const type = response.headers.get('Content-Type') ?? '';
    files.push(new File([await response.blob()], name, { type }));
  }
  await caches.delete(storeOf(scope));
  return files;
}
