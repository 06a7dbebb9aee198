import { createSHA256 } from 'hash-wasm';
import { version } from '../../../../package.json';
import type { Origins } from '../../bridge/services';
import { sha256Hex } from '../../core/sha256';
import type { Signer } from '../../provenance/c2pa/cose';
import { bindContent, manifestBox } from '../../provenance/c2pa/hard-binding';
import { createManifestStore, type Credentials } from '../../provenance/c2pa/manifest';
import type { StopSignal, TaskContext } from '../../core/progress';
import { sha256Of } from '../input/source-id';

/** A file that is being written; a `PartFile` is one. */
type OpenFile = {
  /** Writes all of `data` at byte `at`. Throws `storage/full`. */
  write(data: Uint8Array, at: number): void;
  /** Reads up to `into.length` bytes at byte `at`; returns how many came. */
  read(into: Uint8Array, at: number): number;
  size(): number;
};

/**
 * Signs a finished mp4 that has no name yet: appends a C2PA manifest that names what it was made from. The mp4, and
 * files that were not hashed earlier, are read once, piece by piece; reports the bytes of that. Throws `input/unreadable`, `storage/full`.
 */
export async function appendCredentials(
  part: OpenFile,
  { title, video, speech }: Origins,
  signer: Signer,
  { signal, report }: TaskContext,
): Promise<Credentials> {
  const unknown = [video, speech].filter(({ sha256 }) => sha256 === undefined);
  const total = unknown.reduce((sum, { file }) => sum + file.size, part.size());
  let done = 0;
  const onRead = (bytes: number) => {
    report({ step: 'sign', done, total });
    done += bytes;
  };
  const credentials = {
    certificate: await sha256Hex(signer.certificate),
    video: video.sha256 ?? (await sha256Of(video.file, signal, onRead)),
    speech: speech.sha256 ?? (await sha256Of(speech.file, signal, onRead)),
  };
  const making = {
    ...{ manifestId: crypto.randomUUID(), instanceId: crypto.randomUUID(), title },
    ...{ generator: { name: 'Koubo', version }, when: new Date().toISOString() },
    video: { name: video.file.name, sha256: credentials.video },
    speech: { name: speech.file.name, sha256: credentials.speech },
    binding: await bindingOf(part, onRead, signal),
  };
  const store = await createManifestStore(making, signer);
  part.write(manifestBox(store), part.size());
  return credentials;
}

/** Milliseconds of hashing between moments in which the thread hears that it shall stop. */
const BREATHE_MS = 100;

async function bindingOf(
  part: OpenFile,
  onRead: (bytes: number) => void,
  signal: StopSignal,
): Promise<Uint8Array> {
  const hash = (await createSHA256()).init();
  let breathed = performance.now();
  const read = async (into: Uint8Array, at: number) => {
    if (performance.now() - breathed > BREATHE_MS) {
      // Neither the file nor the hash ever waits for anything.
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
      breathed = performance.now();
    }
    onRead(into.length);
    return part.read(into, at);
  };
  const file = { size: part.size(), read };
  await bindContent(file, (bytes) => hash.update(bytes), signal);
  return hash.digest('binary');
}
