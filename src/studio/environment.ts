/** What the browser or the server lacks; each is told to the user once. */
export type Lack = 'no-webcodecs' | 'no-isolation' | 'no-webgpu';

/** A graphics driver that hangs must not keep the page waiting; milliseconds. */
const ADAPTER_WAIT_MS = 4_000;

/** Asks the browser, by trying, what it can do. Without WebCodecs or OPFS there is nothing this app can do. */
export async function findLacks(): Promise<Lack[]> {
  const able =
    'VideoDecoder' in globalThis &&
    'AudioDecoder' in globalThis &&
    'getDirectory' in (navigator.storage ?? {});
  if (!able) return ['no-webcodecs'];
  const lacks: Lack[] = [];
  if (!globalThis.crossOriginIsolated) lacks.push('no-isolation');
  if (!(await findAdapter())) lacks.push('no-webgpu');
  return lacks;
}

/** The graphics card, where the browser lets it be used for computing. */
export async function findAdapter(): Promise<GPUAdapter | null> {
  if (!('gpu' in navigator)) return null;
  const late = new Promise<null>((resolve) => setTimeout(resolve, ADAPTER_WAIT_MS, null));
  try {
    return await Promise.race([navigator.gpu.requestAdapter(), late]);
  } catch {
    return null;
  }
}
