import type { Attachment } from 'svelte/attachments';
import { placesInOriginal, type Place, type Shown } from './original-place';

export type Side = 'result' | 'original';

/** How fast it can be played; 1 as it is. */
export const RATES = [0.25, 0.5, 1, 1.5, 2] as const;

/** The original may be off by so much before it is put right; seconds. A seek costs more than a small lag. */
const SLACK = { playing: 0.12, still: 0.02 };

/**
 * Plays the result and beside it the original at the place that the result was made from: forwards and backwards
 * in turn where the speech outlasts the video. The result leads, the original follows; one of them is heard.
 */
export class Compare {
  playing = $state(false);
  /** Position and length of the result, seconds. */
  time = $state(0);
  duration = $state(0);
  heard = $state<Side>('result');
  /** True where it begins again at its end. */
  loops = $state(false);
  rate = $state(1);

  #result: HTMLVideoElement | null = null;
  #original: HTMLVideoElement | null = null;
  #frame = 0;
  #place: ((time: number) => Place) | null = null;
  readonly #record: () => Shown;

  /** `record`: the result's. */
  constructor(record: () => Shown) {
    this.#record = record;
  }

  get #fps(): number {
    const { frames, seconds } = this.#record();
    return frames / seconds;
  }

  readonly leads: Attachment<HTMLVideoElement> = (element) => {
    this.#result = element;
    const gone = new AbortController();
    const on = (name: string, handle: () => void) =>
      element.addEventListener(name, handle, { signal: gone.signal });
    on('durationchange', () => (this.duration = element.duration));
    on('play', () => this.#start());
    on('pause', () => this.#stop());
    on('ended', () => this.#stop());
    on('seeked', () => this.#follow());
    return () => {
      gone.abort();
      cancelAnimationFrame(this.#frame);
      this.#result = null;
    };
  };

  readonly follows: Attachment<HTMLVideoElement> = (element) => {
    this.#original = element;
    element.muted = true;
    const gone = new AbortController();
    const on = (name: string, handle: () => void) =>
      element.addEventListener(name, handle, { signal: gone.signal });
    on('loadedmetadata', () => (this.#place = placesInOriginal(this.#record(), element.duration)));
    // What it should have shown while its first frame was not there yet.
    on('loadeddata', () => this.#follow());
    return () => {
      gone.abort();
      this.#original = null;
      this.#place = null;
    };
  };

  toggle(): void {
    if (!this.#result) return;
    // A refused play (an element that is going away) leaves the state as it is.
    if (this.#result.paused) void this.#result.play().catch(() => {});
    else this.#result.pause();
  }

  seek(seconds: number): void {
    this.time = seconds;
    if (this.#result) this.#result.currentTime = seconds;
  }

  /** Stops, and goes `frames` frames on, or back where negative. */
  step(frames: number): void {
    const result = this.#result;
    const fps = this.#fps;
    if (!result || !(fps > 0)) return;
    result.pause();
    // The middle of a frame: its edge may be rounded into the one before.
    const last = Math.max(0, Math.round(result.duration * fps) - 1);
    const frame = Math.floor(result.currentTime * fps + 1e-3) + frames;
    this.seek((Math.min(last, Math.max(0, frame)) + 0.5) / fps);
  }

  setLoops(loops: boolean): void {
    this.loops = loops;
    if (this.#result) this.#result.loop = loops;
  }

  setRate(rate: number): void {
    this.rate = rate;
    for (const element of [this.#result, this.#original]) if (element) element.playbackRate = rate;
  }

  /** The next rate up (1) or down (-1), where there is one. */
  changeRate(by: 1 | -1): void {
    this.setRate(RATES[RATES.indexOf(this.rate as (typeof RATES)[number]) + by] ?? this.rate);
  }

  hear(side: Side): void {
    this.heard = side;
    if (this.#result) this.#result.muted = side !== 'result';
    if (this.#original) this.#original.muted = side !== 'original';
  }

  #start(): void {
    this.playing = true;
    cancelAnimationFrame(this.#frame);
    const tick = () => {
      this.#follow();
      this.#frame = requestAnimationFrame(tick);
    };
    tick();
  }

  #stop(): void {
    this.playing = false;
    cancelAnimationFrame(this.#frame);
    this.#original?.pause();
    this.#follow();
  }

  #follow(): void {
    const [result, original] = [this.#result, this.#original];
    if (!result) return;
    this.time = result.currentTime;
    if (!original || !this.#place) return;
    const fps = this.#fps;
    // Where it stands still, in the middle of the frame: its edge may be rounded into the one before.
    const middle = (Math.floor(result.currentTime * fps + 1e-3) + 0.5) / fps;
    const { at, backwards } = this.#place(this.playing ? result.currentTime : middle);
    const runs = this.playing && !backwards;
    // At its end it would begin anew.
    if (runs && original.paused && !original.ended) void original.play().catch(() => {});
    if (!runs && !original.paused) original.pause();
    const off = Math.abs(original.currentTime - at);
    // Video elements cannot play backwards: on the way back the original is moved frame by frame.
    if (!original.seeking && off > (runs ? SLACK.playing : SLACK.still)) original.currentTime = at;
  }
}
