import type { Store } from './store';

const DIGITS = 15;

/** A number as part of a key, so that keys stand in the order of their numbers. */
export const keyNumber = (value: number) => String(value).padStart(DIGITS, '0');

/** A piece of something that comes piece by piece, named by the byte at which it begins. */
export const pieceKey = (folder: string, at: number) => `${folder}/${keyNumber(at)}`;

/** Pieces that follow each other without a gap from the beginning on, and their bytes together. */
export type Pieces = { readonly keys: readonly string[]; readonly bytes: number };

/** `keys` end with the byte at which each begins. */
export function withoutGap(keys: readonly string[], sizeOf: ReadonlyMap<string, number>): Pieces {
  const whole: string[] = [];
  let bytes = 0;
  for (const key of [...keys].sort()) {
    if (Number(key.slice(key.lastIndexOf('/') + 1)) !== bytes) break;
    whole.push(key);
    bytes += sizeOf.get(key) ?? 0;
  }
  return { keys: whole, bytes };
}

export async function sizesOf(store: Store, keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
  return new Map(await Promise.all(keys.map(async (key) => [key, (await store.size(key)) ?? 0] as const)));
}

/** The pieces in a folder of the store. */
export async function piecesIn(store: Store, folder: string): Promise<Pieces> {
  const keys = await store.list(folder);
  return withoutGap(keys, await sizesOf(store, keys));
}

/** The bytes of pieces, one after the other. */
export async function* joined(
  store: Store,
  keys: readonly string[],
): AsyncGenerator<Buffer, void, undefined> {
  for (const key of keys) yield* (await store.read(key)) as AsyncIterable<Buffer>;
}
