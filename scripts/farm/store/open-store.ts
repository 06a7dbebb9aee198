import { resolve } from 'node:path';
import { UsageError } from '../../setting-flags';
import { FolderStore } from './folder-store';
import type { Store } from './store';

/** The store that `--store` names. Throws a `UsageError`, and `StoreFailed` where its server does not take us. */
export async function openStore(text: string): Promise<Store> {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return new FolderStore(resolve(text));
  // Of use to those alone whose files lie there.
  const { readS3Place, S3Store } = await import('./s3-store');
  const place = readS3Place(text, process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL ?? null);
  if (!place) throw new UsageError(`--store wants a folder or s3://BUCKET/PREFIX, not "${text}".`);
  const store = new S3Store(place);
  await store.check();
  return store;
}
