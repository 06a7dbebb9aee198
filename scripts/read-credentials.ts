import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import init, { WasmReader } from '@contentauth/c2pa-wasm';
import { once } from '../src/engine/core/once';

export type Ingredient = {
  readonly title: string;
  readonly relationship: string;
  readonly instance_id: string;
  readonly description: string;
};

/** What a reader that shares no code with the app says of a file's Content Credentials. */
export type CredentialsReport = {
  /** `Valid` where all but the trust in the signer was found in order. */
  readonly state: string;
  /** Codes of what was found wrong, such as `signingCredential.untrusted`. */
  readonly failures: readonly string[];
  readonly title: string;
  readonly ingredients: readonly Ingredient[];
  /** Names and sources of what was done, in order. */
  readonly actions: readonly { readonly action: string; readonly digitalSourceType?: string }[];
  readonly signer: string;
};

type Manifest = {
  readonly title: string;
  readonly ingredients: readonly Ingredient[];
  readonly assertions: readonly { label: string; data: { actions?: CredentialsReport['actions'] } }[];
  readonly signature_info: { readonly common_name: string };
};

type Store = {
  readonly validation_state: string;
  readonly validation_status?: readonly { readonly code: string }[];
  readonly active_manifest: string;
  readonly manifests: Readonly<Record<string, Manifest>>;
};

const load = once(() =>
  init({
    module_or_path: readFileSync(fileURLToPath(import.meta.resolve('@contentauth/c2pa-wasm/c2pa.wasm'))),
  }),
);

/** Reads an mp4's Content Credentials with the C2PA's own library. Throws where there are none. */
export async function readCredentials(mp4: Uint8Array): Promise<CredentialsReport> {
  await load();
  const reader = await WasmReader.fromBytes('video/mp4', mp4, null);
  const store = JSON.parse(reader.json()) as Store;
  reader.free();
  const manifest = store.manifests[store.active_manifest];
  if (!manifest) throw new Error('the active manifest is missing');
  return {
    state: store.validation_state,
    failures: (store.validation_status ?? []).map(({ code }) => code),
    title: manifest.title,
    ingredients: manifest.ingredients,
    actions: manifest.assertions.flatMap(({ data }) => data.actions ?? []),
    signer: manifest.signature_info.common_name,
  };
}
