import { on } from 'svelte/events';

/** The preview of a file on the table: where it stands, for those beside it that show or change that. */
export class MediaPlayer {
  #element = $state.raw<HTMLMediaElement | null>(null);
  #time = $state(0);
  #stop: ReturnType<typeof setTimeout> | undefined;

  /** Seconds. */
  get time() {
    return this.#time;
  }
  /** False where the browser cannot play the file here. */
  get ready() {
    return this.#element !== null;
  }

  seek(time: number): void {
    this.#time = time;
    if (this.#element) this.#element.currentTime = time;
  }

  /** Plays a stretch, seconds, and stops. */
  play({ from, to }: { readonly from: number; readonly to: number }): void {
    const element = this.#element;
    if (!element) return;
    clearTimeout(this.#stop);
    this.seek(from);
    // Whoever leaves before it begins needs no telling.
    element.play().catch(() => {});
    this.#stop = setTimeout(() => element.pause(), 1000 * (to - from));
  }

  /** Attachment of the `<video>` or `<audio>` element. */
  readonly attach = (element: HTMLMediaElement) => {
    this.#element = element;
    const follow = () => (this.#time = element.currentTime);
    const off = [on(element, 'timeupdate', follow), on(element, 'seeking', follow)];
    return () => {
      off.forEach((stop) => stop());
      clearTimeout(this.#stop);
      this.#element = null;
      this.#time = 0;
    };
  };
}
