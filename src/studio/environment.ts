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
  if (!(await hasWebGpu())) lacks.push('no-webgpu');
  return lacks;
}

async function hasWebGpu(): Promise<boolean> {
  if (!('gpu' in navigator)) return false;
  const late = new Promise<null>((resolve) => setTimeout(resolve, ADAPTER_WAIT_MS, null));
  try {
    return (await Promise.race([navigator.gpu.requestAdapter(), late])) !== null;
  } catch {
    return false;
  }
}
