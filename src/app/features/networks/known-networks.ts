import weights from '../../../../models/known-weights.json';
// Only this part of the manifest is wanted in the page.
import { networks } from '../../../../models/manifest.json';
import type { NetworkRecord } from '../../storage/records/networks';

/** What is known of a published file of weights, found by its SHA-256. */
export type KnownNetwork = {
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  /** False where the terms forbid commercial use. */
  readonly commercial: boolean;
};

/** `id`: SHA-256 of the whole file, hexadecimal. */
export function knownNetwork(id: string): KnownNetwork | null {
  return weights.networks.find(({ sha256 }) => sha256 === id) ?? null;
}

/** A network that comes with the app, or that a deployer put into `models/`. */
export type BuiltIn = { readonly record: NetworkRecord; readonly url: string };

/** What `models/manifest.json` says of a network; `hash` is the SHA-256 of its file. */
type ManifestEntry = Omit<NetworkRecord, 'id' | 'addedAt'> & { readonly file: string; readonly hash: string };

const URLS = import.meta.glob<string>('../../../../models/*/*.onnx', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The manifest's networks, in its order. `urls`: addresses of the files under `models/`, by path. */
export function builtInNetworks(
  entries: readonly ManifestEntry[] = networks,
  urls: Readonly<Record<string, string>> = URLS,
): BuiltIn[] {
  return entries.flatMap(({ file, hash, ...facts }) => {
    const url = urls[`../../../../models/${file}`];
    return url ? [{ url, record: { ...facts, id: hash, addedAt: 0 } }] : [];
  });
}
