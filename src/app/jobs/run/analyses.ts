import { models } from '../../../../models/manifest.json';
import { isAbort } from '../../../engine/core/errors';
import { sha256Hex } from '../../../engine/core/sha256';
import type { MouthCurve } from '../../../engine/speech/mouth-curve';
import { bytesOf, type VideoPeople } from '../../../engine/face/people/video-people';
import { cacheId, type CacheKind, type CacheStore } from '../../storage/records/caches';
import { StoredBytes, type BytesCheck } from '../../storage/stored-bytes';
import { packHeard, unpackHeard } from '../../storage/packed/packed-curve';
import { packPeople, TRACK_VERSION, unpackPeople } from '../../storage/packed/packed-people';
import { cachePath } from '../../storage/paths';
import type { AnalysisStore, ConversionWish, Heard } from '../../../engine/job/analyses/analysis-store';
import { SharedWork, type Sharing } from '../../../engine/job/analyses/shared-work';

/** Keeps the `most` values that were used last. */
class Recent<T> {
  readonly #values = new Map<string, T>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): T | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: T): void {
    // A Map keeps the order of insertion, so the first key is the one that was used longest ago.
    this.#values.delete(key);
    this.#values.set(key, value);
    const oldest = this.#values.keys().next();
    if (this.#values.size > this.#most && !oldest.done) this.#values.delete(oldest.value);
  }
}

/** A model's part of a version: what another model found out is of no use. */
const versionOf = (file: string) => models.find((model) => model.file === file)?.hash.slice(0, 8) ?? '';

/** A larger track, of a quarter of an hour or more, is read from the disk again when it is wanted again. */
const REMEMBERED_BYTES = 16 * 1024 * 1024;

/** Go up with every change of what they name. */
const CURVE_VERSION = 6;
const CONVERSION_VERSION = 4;

/** The id of what is kept of a source; `which` tells apart the parts of a file. */
async function idOf(kind: CacheKind, source: string, which = ''): Promise<string> {
  const version = {
    track: `${TRACK_VERSION}-${versionOf('face_landmarker.task')}`,
    curve: `${CURVE_VERSION}-${versionOf('mouth/mouth.onnx')}-${versionOf('speech-encoder/encoder.onnx')}`,
    video: `${CONVERSION_VERSION}`,
  }[kind];
  return cacheId(kind, source, which === '' ? version : `${version}-${await shortHash(which)}`);
}

async function shortHash(text: string): Promise<string> {
  return (await sha256Hex(new TextEncoder().encode(text))).slice(0, 16);
}

/**
 * What was found out about files, by content hash: the last few in memory, and all of it on the disk, so that a second
 * job with the same video or speech, and a job that goes on after a reload, skip it. A file that is damaged or of an
 * older version counts as none. In memory a track takes about 0.6 kB a frame, a curve about 8 kB a second.
 */
export class Analyses implements AnalysisStore {
  readonly #tracks = new Recent<VideoPeople>(2);
  readonly #heard = new Recent<Heard<MouthCurve | null>>(6);
  readonly #cache: CacheStore;

  readonly #idOf: BytesCheck['idOf'] | null;
  readonly #stored: StoredBytes;
  readonly #making = new SharedWork();

  /** `idOf`: how conversions are held against their content; without it they are trusted. */
  constructor(cache: CacheStore, idOf: BytesCheck['idOf'] | null = null) {
    this.#cache = cache;
    this.#idOf = idOf;
    this.#stored = new StoredBytes(idOf);
  }

  /** True where it need not be made; a file that turns out to be damaged is made all the same. */
  async knows(kind: CacheKind, source: string, which = ''): Promise<boolean> {
    const id = await idOf(kind, source, which);
    const memory = { track: this.#tracks, curve: this.#heard, video: null }[kind];
    return memory?.get(id) !== undefined || this.#cache.has(id);
  }

  /**
   * Everybody in a video, made where it is not known; `which` names a part of the video. It is the same to the last bit either way, and the caller's own: it may be moved elsewhere.
   */
  async track(source: string, which: string, make: () => Promise<VideoPeople>): Promise<VideoPeople> {
    const id = await idOf('track', source, which);
    const known = await this.#known(this.#tracks, id, unpackPeople);
    const track = known ?? (await this.#keepTrack(id, await make()));
    if (bytesOf(track) > REMEMBERED_BYTES) return track;
    this.#tracks.set(id, track);
    return structuredClone(track);
  }

  /**
   * What a speech, or the part of it that `which` names, asks of the mouth. Throws what `make` throws, again and again,
   * where nothing can be heard.
   */
  async speech(source: string, which: string, make: () => Promise<Heard>): Promise<Heard> {
    const id = await idOf('curve', source, which);
    const known = await this.#knownSound(id);
    if (known?.curve) return { curve: known.curve, device: known.device };
    return this.#keepHeard(id, await make());
  }

  /** As `speech`, of a video's own sound; a null curve where it has none that could be used. */
  async ownSound(
    source: string,
    which: string,
    make: () => Promise<Heard<MouthCurve | null>>,
  ): Promise<Heard<MouthCurve | null>> {
    const id = await idOf('curve', source, which);
    return (await this.#knownSound(id)) ?? this.#keepHeard(id, await make());
  }

  /**
   * Uses the conversion of a file, or of what `which` names of it. `make` writes one to an OPFS path, once for all who want
   * it at the same time; where `use` fails on one that was there before, it is made again. Throws what both throw.
   */
  async converted<T>(
    source: string,
    make: (target: string, onProgress: NonNullable<Sharing['onProgress']>) => Promise<void>,
    use: (path: string) => Promise<T>,
    { which = '', ...sharing }: ConversionWish = {},
  ): Promise<T> {
    const id = await idOf('video', source, which);
    const known = await this.#cache.read(id);
    if (known) {
      try {
        const content = await this.#cache.contentOf(id);
        if (content !== null && !(await this.#stored.isWhole(id, known, content)))
          throw new Error('its bytes are not those that were written');
        return await use(cachePath(id));
      } catch (reason) {
        if (isAbort(reason)) throw reason;
        console.warn(`${id} is made again`, reason);
        await this.#cache.remove([id]);
      }
    }
    const work = async (onProgress: NonNullable<Sharing['onProgress']>) => {
      await make(cachePath(id), onProgress);
      await this.#seal(id);
    };
    await this.#making.run(id, work, { signal: new AbortController().signal, ...sharing });
    return use(cachePath(id));
  }

  async #seal(id: string): Promise<void> {
    const made = this.#idOf && (await this.#cache.peek(id));
    if (!made || !this.#idOf) return this.#cache.touch(id);
    await this.#cache.seal(id, await this.#idOf(made));
    this.#stored.trust(id);
  }

  /** The conversion of a file, where there is one. */
  async conversion(source: string, which = ''): Promise<File | null> {
    return this.#cache.read(await idOf('video', source, which));
  }

  async #knownSound(id: string): Promise<Heard<MouthCurve | null> | null> {
    const known = await this.#known(this.#heard, id, unpackHeard);
    if (known) this.#heard.set(id, known);
    return known;
  }

  async #keepTrack(id: string, made: VideoPeople): Promise<VideoPeople> {
    await this.#write(id, packPeople(made));
    return made;
  }

  async #keepHeard<Curve extends MouthCurve | null>(id: string, made: Heard<Curve>): Promise<Heard<Curve>> {
    await this.#write(id, packHeard(made));
    this.#heard.set(id, made);
    return made;
  }

  /** From memory or from the disk; either way it counts as a hit. */
  async #known<T>(memory: Recent<T>, id: string, unpack: (file: ArrayBuffer) => T | null): Promise<T | null> {
    const value = memory.get(id);
    if (value === undefined) return this.#read(id, unpack);
    await this.#cache.hit(id);
    return value;
  }

  async #read<T>(id: string, unpack: (file: ArrayBuffer) => T | null): Promise<T | null> {
    const file = await this.#cache.read(id);
    return file && unpack(await file.arrayBuffer());
  }

  /** A disk that is too full for it costs time the next time, nothing else. */
  async #write(id: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#cache
      .write(id, new Blob([bytes]))
      .catch((reason: unknown) => console.warn(`${id} was not kept`, reason));
  }
}
