import { DubError } from '../../../engine/core/errors';
import { sha256Hex } from '../../../engine/core/sha256';
import type { BuiltIn } from './known-networks';

/**
 * The file of a built-in network, from the app's own server, checked against the manifest.
 * `onProgress`: bytes so far. Throws `model/failed`.
 */
export async function download(
  { url, record }: BuiltIn,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<File> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || !response.body) throw new Error(`${response.status} for ${url}`);
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let done = 0;
    for (const reader = response.body.getReader(); ;) {
      const { value } = await reader.read();
      if (!value) break;
      pieces.push(value);
      onProgress((done += value.length));
    }
    const file = new File(pieces, `${record.name}.onnx`);
    const hash = await sha256Hex(new Uint8Array(await file.arrayBuffer()));
    if (hash !== record.id) throw new Error(`${url} is not the file of the manifest`);
    return file;
  } catch (cause) {
    signal.throwIfAborted();
    throw new DubError('model/failed', { cause, detail: { model: record.name } });
  }
}
