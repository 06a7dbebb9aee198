import type { TrackService } from '../../../engine/bridge/services';
import type { Lease } from '../../../engine/bridge/lease';
import type { ScannedPerson, VideoScan } from '../../../engine/face/scan/scan';
import { addRange, type TimeRange } from '../../../engine/core/time-range';
import type { Chosen } from '../../jobs/intake/intake';
import type { FaceWish } from '../../../engine/face/people/face-wish';

/** How far the look over the video is. */
export type Look =
  | { readonly state: 'none' }
  | { readonly state: 'looking' }
  | { readonly state: 'ready'; readonly scan: VideoScan }
  /** This file is only readable once it has been converted. */
  | { readonly state: 'converting' }
  | { readonly state: 'failed' };

/** Scans that are remembered, so that a file put back on the table is not looked over again. */
const REMEMBERED = 6;

/**
 * The people in the video on the table: who is to speak, and which stretches stay as they were filmed. Only wishes: a job
 * looks for itself, in every frame.
 */
export class Faces {
  readonly #host: Pick<Lease<TrackService>, 'run' | 'dispose'>;
  readonly #scans: { readonly file: File; readonly scan: VideoScan }[] = [];
  #looking: AbortController | null = null;
  #file: File | null = null;
  #look = $state.raw<Look>({ state: 'none' });
  /** Null until the user chooses: then the job finds out who speaks. */
  #chosen = $state<number | null>(null);
  /** Whom the user chose another time; it holds until they choose again. */
  #wished = $state.raw<FaceWish['choice'] | null>(null);
  #kept = $state.raw<readonly TimeRange[]>([]);

  /** The person whose mouth will speak; null where nobody was found, or not yet. */
  readonly person: ScannedPerson | null = $derived(
    this.#look.state === 'ready' ? (this.#look.scan.people[this.chosen] ?? null) : null,
  );

  constructor(host: Pick<Lease<TrackService>, 'run' | 'dispose'>) {
    this.#host = host;
  }

  get look() {
    return this.#look;
  }
  /** Position of `person` among those found. */
  get chosen(): number {
    if (this.#chosen !== null || this.#look.state !== 'ready') return this.#chosen ?? 0;
    const { people, speaker } = this.#look.scan;
    const wished = people.findIndex(({ choice }) => isSameChoice(choice, this.#wished));
    return wished === -1 ? speaker : wished;
  }
  /** Stretches that the user wants to keep as they were filmed, ascending. */
  get kept() {
    return this.#kept;
  }

  /**
   * Looks over a video that was put on the table; what was decided about another is forgotten. `readable`: the same in a
   * form that WebCodecs reads, once there is one.
   */
  async open({ file }: Chosen, readable: Chosen): Promise<void> {
    this.stop();
    if (!this.#file || !isSameFile(this.#file, file)) this.#forget();
    this.#file = file;
    const known = this.#scans.find((each) => isSameFile(each.file, file));
    if (known) this.#look = { state: 'ready', scan: known.scan };
    else if (readable.info.reader === 'ffmpeg') this.#look = { state: 'converting' };
    else if (readable.info.reader === 'webcodecs') await this.#scan(file, readable.file);
  }

  /** The video on the table could not be made readable. */
  fail(): void {
    this.stop();
    this.#look = { state: 'failed' };
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
    this.#forget();
  }

  /** Takes up what was wished for a video another time; `open` it then. */
  resume(file: File, wish: FaceWish): void {
    this.#forget();
    this.#file = file;
    this.#wished = wish.choice ?? null;
    this.#kept = wish.keepOriginal;
  }

  choose(person: number): void {
    this.#chosen = person;
    this.#wished = null;
  }

  keep(range: TimeRange): void {
    this.#kept = addRange(this.#kept, range);
  }

  release(range: TimeRange): void {
    this.#kept = this.#kept.filter((each) => each !== range);
  }

  /** What a job is told: whom the user chose, if anybody, and what stays as it was filmed. */
  get wish(): FaceWish | null {
    const choice = this.#chosen === null ? this.#wished : this.person?.choice;
    if (!choice && this.#kept.length === 0) return null;
    return { ...(choice && { choice }), keepOriginal: this.#kept };
  }

  #forget(): void {
    this.#chosen = null;
    this.#wished = null;
    this.#kept = [];
  }

  async #scan(file: File, readable: File): Promise<void> {
    const looking = (this.#looking = new AbortController());
    this.#look = { state: 'looking' };
    try {
      const scan = await this.#host.run((service, port) => service.scan(readable, port), {
        signal: looking.signal,
      });
      if (this.#looking !== looking) return;
      this.#scans.unshift({ file, scan });
      this.#scans.length = Math.min(this.#scans.length, REMEMBERED);
      this.#look = { state: 'ready', scan };
    } catch (reason) {
      if (this.#looking !== looking) return;
      console.warn('the video was not looked over', reason);
      this.#look = { state: 'failed' };
    } finally {
      if (this.#looking === looking || this.#looking === null) this.#host.dispose();
    }
  }
}

const isSameFile = (a: File, b: File): boolean =>
  a === b || (a.name === b.name && a.size === b.size && a.lastModified === b.lastModified);

const isSameChoice = (a: FaceWish['choice'], b: FaceWish['choice'] | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
