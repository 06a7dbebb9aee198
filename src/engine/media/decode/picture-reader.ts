import type { InputVideoTrack, VideoSample } from 'mediabunny';
import { DubError } from '../../core/errors';
import type { Picture } from '../../picture/picture';
import { backwardChunk, keyAtOrBefore } from './backward';
import { decodedSamples } from './decoded-samples';
import type { ShownPictures } from '../../timeline/clock';
import { pictureAt } from '../container/frame-index';
import { PictureCopier, type CopyOptions } from '../pictures/picture-copy';

/** A jump forward of at least this many frames seeks, when there is a place to start in between. */
const SEEK_AHEAD = 12;
/** Nor is what is hidden for so many seconds between two frames decoded. */
const SEEK_SECONDS = 1;

export type ReaderOptions = CopyOptions & {
  /** Bytes of decoded pictures kept while reading backwards; at least one picture is. */
  readonly cacheBytes: number;
};

/**
 * Reads single pictures by their place among those that are shown. Going forward it streams from one decoder; going back it decodes a stretch and
 * serves it from its end. A painted-over picture is never given out again as if it were the source's. One read at a
 * time; a picture that was given out is used again by the read after the next.
 */
export class PictureReader {
  #track: InputVideoTrack;
  #pictures: ShownPictures;
  #cacheBytes: number;
  #copier: PictureCopier;
  #stream: AsyncGenerator<VideoSample, void, unknown> | null = null;
  /** The frame that the stream gave last: kept open, so that asking for it again costs one copy. */
  #current: { index: number; sample: VideoSample } | null = null;
  /** The picture given out last, and the one before it. */
  #picture: Picture | null = null;
  #before: Picture | null = null;
  #kept = new Map<number, Picture>();
  #spare: Picture[] = [];

  constructor(track: InputVideoTrack, pictures: ShownPictures, { cacheBytes, ...copying }: ReaderOptions) {
    this.#track = track;
    this.#pictures = pictures;
    this.#cacheBytes = cacheBytes;
    this.#copier = new PictureCopier(copying);
  }

  async read(index: number): Promise<Picture> {
    if (!(index >= 0 && index < this.#pictures.stamps.length)) throw new RangeError(`no picture ${index}`);
    [this.#picture, this.#before] = [this.#before, this.#picture];
    const kept = this.#kept.get(index);
    if (kept) return this.#copyOf(kept);
    if (this.#current && index < this.#current.index) return this.#readBack(index);
    if (!this.#stream && this.#kept.size > 0 && index < Math.min(...this.#kept.keys()))
      return this.#readBack(index);
    return this.#readOn(index);
  }

  async close(): Promise<void> {
    await this.#endStream();
    this.#kept.clear();
    this.#spare = [];
  }

  async #readOn(index: number): Promise<Picture> {
    this.#forget();
    this.#spare = [];
    await this.#streamTo(index);
    const current = this.#current;
    if (!current) throw new DubError('codec/failed', { detail: { step: 'decode', frame: index } });
    this.#picture ??= this.#copier.createPicture();
    await this.#copier.copy(current.sample, this.#picture);
    return this.#picture;
  }

  /** Moves the stream on until its frame is `index`, or the nearest one that the decoder gives. */
  async #streamTo(index: number): Promise<void> {
    const at = this.#current?.index ?? -1;
    if (!this.#stream || (this.#isFar(at, index) && keyAtOrBefore(this.#pictures.keys, index) > at)) {
      await this.#endStream();
      this.#stream = this.#startAt(index);
    }
    while ((this.#current?.index ?? -1) < index) {
      const { value: sample, done } = await this.#stream.next();
      if (done || !sample) return;
      const found = pictureAt(this.#pictures, sample.timestamp);
      if (found < 0) {
        sample.close();
        continue;
      }
      this.#current?.sample.close();
      this.#current = { index: found, sample };
    }
  }

  #isFar(from: number, to: number): boolean {
    const { stamps } = this.#pictures;
    return to - from > SEEK_AHEAD || stamps[to]! - (stamps[from] ?? stamps[0]!) > SEEK_SECONDS;
  }

  /** Decodes the stretch that ends with `index` and keeps what fits of it; the frames before come next. */
  async #readBack(index: number): Promise<Picture> {
    await this.#endStream();
    this.#forget();
    const size = (this.#picture ?? this.#before)?.data.length ?? 1;
    const chunk = backwardChunk(this.#pictures.keys, index, Math.floor(this.#cacheBytes / size));
    let last: Picture | null = null;
    for await (const sample of this.#startAt(chunk.from)) {
      using frame = sample;
      const at = pictureAt(this.#pictures, frame.timestamp);
      if (at < 0) continue;
      if (at > index && last) break;
      if (at < chunk.keep) continue;
      last = this.#spare.pop() ?? this.#copier.createPicture();
      await this.#copier.copy(frame, last);
      this.#kept.set(Math.min(at, index), last);
      if (at >= index) break;
    }
    if (!last) throw new DubError('codec/failed', { detail: { step: 'decode', frame: index } });
    this.#fillGaps(chunk.keep, index);
    return this.#copyOf(this.#kept.get(index)!);
  }

  /** A frame that the decoder lost is its neighbour's picture. */
  #fillGaps(from: number, to: number): void {
    let last = this.#kept.values().next().value;
    for (let at = from; at <= to && last; at++) {
      last = this.#kept.get(at) ?? last;
      this.#kept.set(at, last);
    }
  }

  /** What is given out may be painted on, and the kept picture may be wanted again. */
  #copyOf(kept: Picture): Picture {
    this.#picture ??= this.#copier.createPicture();
    this.#picture.data.set(kept.data);
    return this.#picture;
  }

  #forget(): void {
    this.#spare.push(...new Set(this.#kept.values()));
    this.#kept.clear();
  }

  #startAt(index: number) {
    return decodedSamples(this.#track, this.#pictures.stamps[index]!);
  }

  async #endStream(): Promise<void> {
    this.#current?.sample.close();
    this.#current = null;
    await this.#stream?.return();
    this.#stream = null;
  }
}
