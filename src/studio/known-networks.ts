import weights from '../../models/known-weights.json';
import manifest from '../../models/manifest.json';
import type { NetworkRecord } from '../storage/networks';

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

/** What `models/manifest.json` says of a file; `network` where it is one of the Wav2Lip contract. */
type ManifestEntry = {
  readonly file: string;
  readonly name: string;
  readonly licence: string;
  readonly bytes: number;
  readonly hash: string;
  readonly network?: {
    readonly source: string;
    readonly commercial: boolean;
    readonly size: number;
    readonly half: boolean;
  };
};

const URLS = import.meta.glob<string>('../../models/*/*.onnx', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The manifest's networks, in its order. `urls`: addresses of the files under `models/`, by path. */
export function builtInNetworks(
  entries: readonly ManifestEntry[] = manifest.models,
  urls: Readonly<Record<string, string>> = URLS,
): BuiltIn[] {
  return entries.flatMap(({ file, name, licence, bytes, hash, network }) => {
    const url = urls[`../../models/${file}`];
    if (!network || !url) return [];
    return [{ url, record: { id: hash, name, licence, bytes, addedAt: 0, ...network } }];
  });
}
