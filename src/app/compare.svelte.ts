import type { Attachment } from 'svelte/attachments';
import { pingPongTime } from './ping-pong';

export type Side = 'result' | 'original';

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

  #result: HTMLVideoElement | null = null;
  #original: HTMLVideoElement | null = null;
  #frame = 0;

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
    // What it should have shown while its first frame was not there yet.
    element.addEventListener('loadeddata', () => this.#follow(), { signal: gone.signal });
    return () => {
      gone.abort();
      this.#original = null;
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
    if (!original || original.readyState === 0) return;
    const { at, backwards } = pingPongTime(result.currentTime, original.duration);
    const runs = this.playing && !backwards;
    if (runs && original.paused) void original.play().catch(() => {});
    if (!runs && !original.paused) original.pause();
    const off = Math.abs(original.currentTime - at);
    // Video elements cannot play backwards: on the way back the original is moved frame by frame.
    if (!original.seeking && off > (runs ? SLACK.playing : SLACK.still)) original.currentTime = at;
  }
}
