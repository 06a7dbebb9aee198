/**
 * Reads the times of pictures out of the log of ffmpeg's `showinfo` filter, which tells them in exact ticks and
 * before the picture itself comes out. Raw video has no times of its own.
 */
export class FrameClock {
  #tick = 0;
  #times: number[] = [];

  /** Takes one line of the log; lines that are not `showinfo`'s are passed over. */
  read(line: string): void {
    if (!line.includes('showinfo')) return;
    const base = /config in time_base: (\d+)\/(\d+)/.exec(line);
    if (base) this.#tick = Number(base[1]) / Number(base[2]);
    const pts = / n: *\d+ pts: *(-?\d+|NOPTS)/.exec(line);
    if (pts) this.#times.push(Number(pts[1]) * this.#tick);
  }

  /** Seconds of the next picture; NaN where ffmpeg does not know. */
  next(): number {
    return this.#times.shift() ?? NaN;
  }
}
