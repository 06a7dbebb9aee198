import type { NetworkFacts } from '../bridge/services';
import { toHex } from '../dub/hex';
import type { StopSignal } from '../dub/progress';
import { openWav2Lip } from './wav2lip-session';

/**
 * Reads a file, recognises it, and runs nothing. `onRead`: bytes read so far.
 * Throws `model/not-onnx`, `model/other-contract`, `model/needs-shader-f16`.
 */
export async function inspectNetwork(
  file: Blob,
  signal: StopSignal,
  onRead: (bytes: number) => void,
): Promise<NetworkFacts> {
  const bytes = new Uint8Array(file.size);
  let at = 0;
  for await (const piece of file.stream()) {
    signal.throwIfAborted();
    bytes.set(piece, at);
    at += piece.length;
    onRead(at);
  }
  const id = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  signal.throwIfAborted();
  const { contract, release } = await openWav2Lip(bytes, 'wasm');
  await release();
  const half = [contract.mel, contract.face, contract.output].some(({ type }) => type === 'float16');
  return { id, bytes: file.size, size: contract.size, half };
}
