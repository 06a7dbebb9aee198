import type { TrackService } from '../../../engine/bridge/services';
import type { WorkerHost } from '../../../engine/bridge/worker-host';
import { isAbort } from '../../../engine/core/errors';
import type { ScannedPerson, VideoScan } from '../../../engine/face/scan/scan';
import { addRange, type TimeRange } from '../../../engine/core/time-range';
import type { Chosen } from '../../jobs/intake';
import type { FaceWish } from '../../jobs/job';

/** How far the look over the video is. */
export type Look =
  | { readonly state: 'none' }
  | { readonly state: 'looking' }
  | { readonly state: 'ready'; readonly scan: VideoScan }
  /** This file is only readable once it has been converted. */
  | { readonly state: 'unreadable' }
  | { readonly state: 'failed' };

/** Scans that are remembered, so that a file put back on the table is not looked over again. */
const REMEMBERED = 6;

/**
 * The people in the video on the table: who is to speak, and which stretches stay as they were filmed. Only wishes: a job
 * looks for itself, in every frame.
 */
export class Faces {
  readonly #host: Pick<WorkerHost<TrackService>, 'run' | 'dispose'>;
  readonly #scans: { readonly file: File; readonly scan: VideoScan }[] = [];
  #looking: AbortController | null = null;
  #file: File | null = null;
  #look = $state.raw<Look>({ state: 'none' });
  /** Null until the user chooses: then the job finds out who speaks. */
  #chosen = $state<number | null>(null);
  #kept = $state.raw<readonly TimeRange[]>([]);

  /** The person whose mouth will speak; null where nobody was found, or not yet. */
  readonly person: ScannedPerson | null = $derived(
    this.#look.state === 'ready' ? (this.#look.scan.people[this.chosen] ?? null) : null,
  );

  constructor(host: Pick<WorkerHost<TrackService>, 'run' | 'dispose'>) {
    this.#host = host;
  }

  get look() {
    return this.#look;
  }
  /** Position of `person` among those found. */
  get chosen(): number {
    return this.#chosen ?? (this.#look.state === 'ready' ? this.#look.scan.speaker : 0);
  }
  /** Stretches that the user wants to keep as they were filmed, ascending. */
  get kept() {
    return this.#kept;
  }

  /** Looks over a video that was put on the table; what was decided about another is forgotten. */
  async open({ file, info }: Chosen): Promise<void> {
    this.stop();
    if (!this.#file || !isSameFile(this.#file, file)) {
      this.#chosen = null;
      this.#kept = [];
    }
    this.#file = file;
    const known = this.#scans.find((each) => isSameFile(each.file, file));
    if (known) this.#look = { state: 'ready', scan: known.scan };
    else if (info.reader === 'ffmpeg') this.#look = { state: 'unreadable' };
    else if (info.reader === 'webcodecs') await this.#scan(file);
  }

  /** Ends a look that is still going on: a job needs the processor more. */
  stop(): void {
    this.#looking?.abort();
    this.#looking = null;
    this.#look = { state: 'none' };
  }

  /** The video was taken off the table. */
  clear(): void {
    this.stop();
    this.#file = null;
    this.#chosen = null;
    this.#kept = [];
  }

  choose(person: number): void {
    this.#chosen = person;
  }

  keep(range: TimeRange): void {
    this.#kept = addRange(this.#kept, range);
  }

  release(range: TimeRange): void {
    this.#kept = this.#kept.filter((each) => each !== range);
  }

  /** What a job is told: whom the user chose, if anybody, and what stays as it was filmed. */
  get wish(): FaceWish | null {
    const choice = this.#chosen !== null && this.person ? { choice: this.person.choice } : {};
    const isAny = this.#chosen !== null || this.#kept.length > 0;
    return isAny ? { ...choice, keepOriginal: this.#kept } : null;
  }

  async #scan(file: File): Promise<void> {
    const looking = (this.#looking = new AbortController());
    this.#look = { state: 'looking' };
    try {
      const scan = await this.#host.run((service, port) => service.scan(file, port), {
        signal: looking.signal,
      });
      if (this.#looking !== looking) return;
      this.#scans.unshift({ file, scan });
      this.#scans.length = Math.min(this.#scans.length, REMEMBERED);
      this.#look = { state: 'ready', scan };
    } catch (reason) {
      if (this.#looking !== looking || isAbort(reason)) return;
      console.warn('the video was not looked over', reason);
      this.#look = { state: 'failed' };
    } finally {
      if (this.#looking === looking || this.#looking === null) this.#host.dispose();
    }
  }
}

const isSameFile = (a: File, b: File): boolean =>
  a === b || (a.name === b.name && a.size === b.size && a.lastModified === b.lastModified);
