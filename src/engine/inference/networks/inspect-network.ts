import type { InspectedNetwork } from '../../bridge/services';
import { DubError } from '../../core/errors';
import { sha256Hex } from '../../core/sha256';
import { externalFiles, withExternalData } from '../../onnx/external-data';
import type { StopSignal } from '../../core/progress';
import { openWav2Lip } from './wav2lip-session';

/**
 * Reads a file, recognises it, and runs nothing. Weights that lie in files `beside` it become part of it. `onRead`: bytes
 * read so far. Throws `model/not-onnx`, `model/weights-missing`, `model/other-contract`, `model/needs-shader-f16`.
 */
export async function inspectNetwork(
  file: Blob,
  beside: readonly File[],
  signal: StopSignal,
  onRead: (bytes: number) => void,
): Promise<InspectedNetwork> {
  const given = await readAll(file, signal, onRead);
  const names = externalFiles(given);
  const whole = names.length > 0 ? join(given, names, beside) : null;
  const bytes = whole ? await readAll(whole, signal, () => {}) : given;
  const id = await sha256Hex(bytes);
  signal.throwIfAborted();
  const { contract, release } = await openWav2Lip(bytes, 'wasm');
  await release();
  const half = [contract.mel, contract.face, contract.output].some(({ type }) => type === 'float16');
  return { facts: { id, bytes: bytes.length, size: contract.size, half }, whole };
}

async function readAll(
  file: Blob,
  signal: StopSignal,
  onRead: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(file.size);
  let at = 0;
  for await (const piece of file.stream()) {
    signal.throwIfAborted();
    bytes.set(piece, at);
    at += piece.length;
    onRead(at);
  }
  return bytes;
}

/** Throws `model/weights-missing`, `model/not-onnx`. */
function join(model: Uint8Array<ArrayBuffer>, names: readonly string[], beside: readonly File[]): Blob {
  const files = new Map(beside.map((file) => [file.name, file]));
  const missing = names.filter((name) => !files.has(name));
  if (missing.length > 0)
    throw new DubError('model/weights-missing', { detail: { files: missing.join(', ') } });
  const fileOf = (name: string) => files.get(name) as File;
  try {
    const pieces = withExternalData(model, (name) => fileOf(name).size);
    return new Blob(
      pieces.map((piece) =>
        piece instanceof Uint8Array
          ? (piece as Uint8Array<ArrayBuffer>)
          : fileOf(piece.file).slice(piece.from, piece.to),
      ),
    );
  } catch (cause) {
    throw cause instanceof RangeError ? new DubError('model/not-onnx', { cause }) : cause;
  }
}
