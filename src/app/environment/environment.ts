/** Without these the app can neither keep nor read anything … */
const BASIC = ['not-secure', 'no-webcodecs'] as const;
/** … and without these nothing can be made: the page says so for as long as it is open. */
const FATAL = [...BASIC, 'no-h264'] as const;

/** What the browser or the server lacks. What only costs time is told to the user once. */
export type Lack = (typeof FATAL)[number] | 'no-isolation' | 'no-webgpu';

/** True where the work cannot be done for want of it. */
export const isFatal = (lack: string): boolean => (FATAL as readonly string[]).includes(lack);

/** True where not even what is kept can be looked at. */
export const isBasic = (lack: string): boolean => (BASIC as readonly string[]).includes(lack);

/** H.264 as phones film it and as conversions are written: High profile, level 4.0. */
const H264 = 'avc1.640028';

/** A graphics driver that hangs must not keep the page waiting; milliseconds. */
const ADAPTER_WAIT_MS = 4_000;

/** Asks the browser, by trying, what it can do. Where that is too little, what it lacks first is all that is told. */
export async function findLacks(): Promise<Lack[]> {
  if (!globalThis.isSecureContext) return ['not-secure'];
  if (!hasParts()) return ['no-webcodecs'];
  if (!(await readsH264())) return ['no-h264'];
  const lacks: Lack[] = [];
  if (!globalThis.crossOriginIsolated) lacks.push('no-isolation');
  if (!(await findAdapter())) lacks.push('no-webgpu');
  return lacks;
}

/** What every browser of today has; lockdown modes turn some of it off, and Chromium before 116 lacks the last. */
function hasParts(): boolean {
  const parts = ['VideoDecoder', 'AudioDecoder', 'WebAssembly', 'OffscreenCanvas', 'Worker', 'indexedDB'];
  const stores = 'getDirectory' in (navigator.storage ?? {});
  const has = stores && 'locks' in navigator && parts.every((part) => part in globalThis);
  return has && 'any' in AbortSignal;
}

/** Most videos and every conversion are H.264. Some browsers on Linux read it only with the system's FFmpeg. */
async function readsH264(): Promise<boolean> {
  const { supported } = await VideoDecoder.isConfigSupported({ codec: H264 });
  return supported === true;
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
