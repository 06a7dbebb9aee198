/**
 * The page behind `scripts/lab.ts`: the app's own workers without the app, for training and for measures. Never
 * part of the built app.
 */
import { spawnHosts } from '../../src/bridge/spawn';
import type { FaceTrack } from '../../src/dub/track/face-track';
import type { MouthCurve } from '../../src/dub/speech/mouth-curve';

const hosts = spawnHosts();
const options = { signal: new AbortController().signal };

async function fetchFile(url: string): Promise<File> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  return new File([await response.blob()], url.split('/').pop() ?? 'file');
}

/** The file, or its converted twin where the browser cannot read it. */
async function readable(url: string): Promise<File> {
  const file = await fetchFile(url);
  const info = await hosts.probe.run((service, port) => service.probe(file, port), options);
  if (info.reader === 'webcodecs') return file;
  const path = `lab-${crypto.randomUUID()}`;
  await hosts.convert.run((service, port) => service.convert(file, info, path, port), options);
  const root = await navigator.storage.getDirectory();
  return (await root.getFileHandle(path)).getFile();
}

const lab = {
  async track(url: string): Promise<FaceTrack> {
    const file = await readable(url);
    return hosts.track.run((service, port) => service.track(file, port), options);
  },
  async listen(url: string): Promise<MouthCurve> {
    const file = await readable(url);
    return hosts.speech.run((service, port) => service.listen(file, port), options);
  },
};
export type Lab = typeof lab;

/** Typed arrays cannot cross to Node as they are: they go as base64 with their type's name. */
function pack(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    let text = '';
    for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    return { array: value.constructor.name, base64: btoa(text) };
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, pack(inner)]));
}

Object.assign(window, {
  callLab: async (name: keyof Lab, url: string) => {
    try {
      return { value: pack(await lab[name](url)) };
    } catch (reason) {
      return { error: reason instanceof Error ? `${reason.message} ${String(reason.cause ?? '')}` : String(reason) };
    }
  },
});
