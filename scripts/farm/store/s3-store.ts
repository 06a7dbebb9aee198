import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline as connectStreams, Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { checkKey, isHash, NotStored, StoreFailed, type Bytes, type Reading, type Store } from './store';

/** One copy takes no more, by S3's own rule. */
const COPY_BYTES = 5 * 2 ** 30;
/** Of a file that comes in parts; two of them are held in memory. */
const PART_BYTES = 16 * 2 ** 20;
const PARTS_AT_ONCE = 2;
/** A file that breaks off is fetched anew so often. */
const TRIES = 3;

type At = { readonly Bucket: string; readonly Key: string };

export type S3Place = {
  readonly bucket: string;
  /** What all keys begin with, without a slash at its end; empty: nothing. */
  readonly prefix: string;
  /** Address of a server other than Amazon's; null: theirs, or what `AWS_ENDPOINT_URL_S3` says. */
  readonly endpoint: string | null;
};

/** `s3://bucket/prefix`; null for what is no such address. */
export function readS3Place(text: string, endpoint: string | null): S3Place | null {
  const [, bucket, prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(text) ?? [];
  if (bucket === undefined || /(^|\/)(\.{0,2})(\/|$)/.test(prefix.replace(/\/$/, '') || 'x')) return null;
  return { bucket, prefix: prefix.replace(/\/$/, ''), endpoint };
}

/** Credentials, region and the like come from where Amazon's own tools look for them. */
export function s3Client(endpoint: string | null, more: S3ClientConfig = {}): S3Client {
  return new S3Client({
    maxAttempts: 5,
    ...(process.env.AWS_REGION === undefined && { region: 'us-east-1' }),
    // Servers that are not Amazon's have a name for each bucket seldom, and not all know the checksums that came later.
    ...(endpoint !== null && {
      ...{ endpoint, forcePathStyle: true },
      ...{ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' },
    }),
    ...more,
  });
}

/** A bucket, or all under a prefix of it, of a server that speaks S3. A file appears when all of it is there. */
export class S3Store implements Store {
  readonly #client: S3Client;
  readonly #place: S3Place;
  readonly #copyBytes: number;

  constructor(place: S3Place, client: S3Client = s3Client(place.endpoint), copyBytes = COPY_BYTES) {
    this.#place = place;
    this.#client = client;
    this.#copyBytes = copyBytes;
  }

  /** Throws what a person should know where the bucket is not there or not for us. */
  async check(): Promise<void> {
    const { bucket } = this.#place;
    try {
      await this.#client.send(new HeadBucketCommand({ Bucket: bucket }));
    } catch (reason) {
      const failure = failureOf('look for the bucket', bucket, reason);
      if (failure instanceof NotStored)
        throw new StoreFailed(`There is no bucket ${bucket}: make it, or correct --store.`);
      throw failure;
    }
  }

  async size(key: string): Promise<number | null> {
    try {
      const head = await this.#try('look for a file', key, (at) =>
        this.#client.send(new HeadObjectCommand(at)),
      );
      return head.ContentLength ?? 0;
    } catch (reason) {
      if (reason instanceof NotStored) return null;
      throw reason;
    }
  }

  async read(key: string, part?: Bytes): Promise<Reading> {
    const range = part && { Range: `bytes=${part.start}-${part.end}` };
    const { Body } = await this.#try('read', key, (at) =>
      this.#client.send(new GetObjectCommand({ ...at, ...range })),
    );
    const counted = new Counted();
    // Whichever of the two ends or fails first, so does the other.
    connectStreams(Body as Readable, counted, () => {});
    return counted;
  }

  async write(key: string, bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<void> {
    const at = this.#at(key);
    let failed: { reason: unknown } | null = null;
    const source = async function* () {
      try {
        yield* bytes as AsyncIterable<Uint8Array>;
      } catch (reason) {
        failed = { reason };
        throw reason;
      }
    };
    const body = bytes instanceof Uint8Array ? bytes : Readable.from(source(), { objectMode: false });
    const upload = new Upload({
      client: this.#client,
      params: { ...at, Body: body },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
    });
    await this.#try('write', key, () => upload.done()).catch((reason: unknown) => {
      // What the source failed of is the caller's, and no failure of the store.
      throw failed ? failed.reason : reason;
    });
  }

  async move(from: string, to: string): Promise<void> {
    const size = await this.size(from);
    if (size === null) throw new NotStored(from);
    if (size > this.#copyBytes) await this.write(to, await this.read(from));
    else {
      const { Bucket, Key } = this.#at(from);
      const CopySource = `${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}`;
      await this.#try('copy', to, (at) => this.#client.send(new CopyObjectCommand({ ...at, CopySource })));
    }
    await this.#delete(from);
  }

  async bring(key: string, path: string): Promise<void> {
    checkKey(key);
    await mkdir(dirname(path), { recursive: true });
    const part = `${path}.${randomUUID()}.part`;
    try {
      for (let tries = 1; ; tries++)
        try {
          await this.#fetch(key, part);
          break;
        } catch (reason) {
          if (reason instanceof NotStored || tries === TRIES) throw reason;
        }
      await rename(part, path);
    } finally {
      await rm(part, { force: true });
    }
  }

  async list(folder: string): Promise<string[]> {
    return this.#try('list', folder, async ({ Bucket, Key }) => {
      const before = Key.length - folder.length;
      const keys: string[] = [];
      const pages = paginateListObjectsV2({ client: this.#client }, { Bucket, Prefix: `${Key}/` });
      for await (const { Contents = [] } of pages)
        for (const { Key: found } of Contents) if (found !== undefined) keys.push(found.slice(before));
      return keys.sort();
    });
  }

  async remove(key: string): Promise<void> {
    await this.#delete(key);
    for (const each of await this.list(key)) await this.#delete(each);
  }

  async #delete(key: string): Promise<void> {
    await this.#try('remove', key, (at) => this.#client.send(new DeleteObjectCommand(at))).catch(
      (reason: unknown) => {
        if (!(reason instanceof NotStored)) throw reason;
      },
    );
  }

  /** Writes a file to a path, and holds what is named by its content against its name. */
  async #fetch(key: string, path: string): Promise<void> {
    const hash = createHash('sha256');
    const watched = async function* (source: AsyncIterable<Buffer>) {
      for await (const piece of source) {
        hash.update(piece);
        yield piece;
      }
    };
    const source = await this.read(key);
    await pipeline(source, watched, createWriteStream(path)).catch((reason: unknown) => {
      throw failureOf('read', key, reason);
    });
    const name = key.slice(key.indexOf('/') + 1);
    if (key.startsWith('files/') && isHash(name) && hash.digest('hex') !== name)
      throw new StoreFailed(`What the store has as ${key} is not that file: remove it, and submit it again.`);
  }

  #at(key: string): At {
    const { bucket, prefix } = this.#place;
    return { Bucket: bucket, Key: `${prefix === '' ? '' : `${prefix}/`}${checkKey(key)}` };
  }

  /** What the client throws may hold a request with its signature: nothing of that goes on. */
  async #try<T>(what: string, key: string, ask: (at: At) => Promise<T>): Promise<T> {
    const at = this.#at(key);
    try {
      return await ask(at);
    } catch (reason) {
      throw failureOf(what, key, reason);
    }
  }
}

function failureOf(what: string, key: string, reason: unknown): Error {
  if (reason instanceof NotStored || reason instanceof StoreFailed) return reason;
  const { name, code, $metadata } = reason as {
    name?: string;
    code?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  if (status === 404 && name !== 'NoSuchBucket') return new NotStored(key);
  const why = [code ?? name, status].filter((each) => each !== undefined).join(' ');
  const todo =
    status === 401 || status === 403
      ? 'look at the credentials and what they allow'
      : 'look whether its server runs, and at its address';
  return new StoreFailed(`The store could not ${what} (${key}): ${why}. Please ${todo}.`);
}

/** Passes bytes on and counts them. */
class Counted extends Transform {
  bytesRead = 0;

  override _transform(piece: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.bytesRead += piece.length;
    done(null, piece);
  }
}
