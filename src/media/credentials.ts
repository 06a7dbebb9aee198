import { createSHA256 } from 'hash-wasm';
import { version } from '../../package.json';
import type { Origins } from '../bridge/services';
import { toHex } from '../dub/hex';
import type { Signer } from '../dub/marks/c2pa/cose';
import { bindContent, manifestBox } from '../dub/marks/c2pa/hard-binding';
import { createManifestStore, type Credentials } from '../dub/marks/c2pa/manifest';
import type { StopSignal } from '../dub/progress';
import { sha256Of } from './source-id';

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
 * files that were not hashed earlier, are read once, piece by piece. Throws `input/unreadable`, `storage/full`.
 */
export async function appendCredentials(
  part: OpenFile,
  { title, video, speech }: Origins,
  signer: Signer,
  signal: StopSignal,
): Promise<Credentials> {
  const credentials = {
    certificate: toHex(await digest(signer.certificate)),
    video: video.sha256 ?? (await sha256Of(video.file, signal)),
    speech: speech.sha256 ?? (await sha256Of(speech.file, signal)),
  };
  const making = {
    ...{ manifestId: crypto.randomUUID(), instanceId: crypto.randomUUID(), title },
    ...{ generator: { name: 'Koubo', version }, when: new Date().toISOString() },
    video: { name: video.file.name, sha256: credentials.video },
    speech: { name: speech.file.name, sha256: credentials.speech },
    binding: await bindingOf(part, signal),
  };
  const store = await createManifestStore(making, signer, digest);
  part.write(manifestBox(store), part.size());
  return credentials;
}

/** WebCrypto's, for what fits in memory. */
async function digest(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
}

async function bindingOf(part: OpenFile, signal: StopSignal): Promise<Uint8Array> {
  const hash = (await createSHA256()).init();
  const file = { size: part.size(), read: (into: Uint8Array, at: number) => part.read(into, at) };
  await bindContent(file, (bytes) => hash.update(bytes), signal);
  return hash.digest('binary');
}
