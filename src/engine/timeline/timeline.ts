import { WHOLE, type TimeRange } from '../core/time-range';

/**
 * Frame shown at output position `index` when `count` frames run forwards and backwards for ever. Neither end
 * is shown twice in a row: the period is 2 · count − 2.
 */
export function pingPong(index: number, count: number): number {
  if (count <= 1) return 0;
  const period = 2 * count - 2;
  const phase = index % period;
  return phase < count ? phase : period - phase;
}

/** Frames of a picture that lasts as long as `seconds` of sound, at least one. */
export function frameCount(seconds: number, fps: number): number {
  return Math.max(1, Math.round(seconds * fps));
}

/**
 * The frames, from `first` up to but not including `end`, that are on in a stretch of time; at least one. What is cut
 * within a frame is cut at that of its borders which is nearer.
 */
export function framesWithin(
  times: Float64Array,
  fps: number,
  { from, to }: TimeRange,
): { readonly first: number; readonly end: number } {
  const half = 0.5 / fps;
  const begun = (time: number) => {
    const next = times.findIndex((shown) => shown > time);
    return next < 0 ? times.length : next;
  };
  const first = Math.min(Math.max(0, begun(from + half) - 1), Math.max(0, times.length - 1));
  return { first, end: Math.max(first + 1, begun(to - half - 1e-6)) };
}

/**
 * The source frame under each output frame, ping-pong where the sound outlasts what is shown of the video. `times`:
 * when each source frame is shown, seconds since the file's first moment, ascending; `shown`: the stretch of the video
 * that is used, else all of it. A video of constant rate is taken frame by frame; one of variable rate is shown on the
 * clock of its mean rate, each time the frame that was on then. Where sound comes before the pictures the first one
 * stands from the beginning, so that what was filmed and what is heard of it stay together.
 */
export function baseFrames(
  times: Float64Array,
  fps: number,
  count: number,
  shown: TimeRange = WHOLE,
): Int32Array {
  const once = framesOnce(times, fps, shown);
  return Int32Array.from({ length: count }, (_, i) => once[pingPong(i, once.length)] as number);
}

/** The source frame under each frame of an output that shows what is used of a video once. */
export function framesOnce(times: Float64Array, fps: number, shown: TimeRange = WHOLE): Int32Array {
  const { first, used, waits } = pictures(times, fps, shown);
  const clock = pictureClock(used, fps);
  return Int32Array.from(
    { length: waits + clock.length },
    (_, tick) => first + (clock[Math.max(0, tick - waits)] as number),
  );
}

/**
 * The moment of the video, seconds, that a result made of `baseFrames` begins with: up to half a frame beside that at
 * which `shown` begins, since pictures have steps. What is heard of the video begins there too.
 */
export function pictureStart(times: Float64Array, fps: number, shown: TimeRange = WHOLE): number {
  const { used, waits } = pictures(times, fps, shown);
  return (used[0] ?? 0) - waits / fps;
}

/** When the frames that are used are shown, from number `first` on; the first one `waits` frames later than it begins. */
function pictures(times: Float64Array, fps: number, shown: TimeRange) {
  const { first, end } = framesWithin(times, fps, shown);
  const used = times.slice(first, end);
  const from = Math.max(0, shown.from);
  const late = (used[0] ?? from) - from;
  // A frame that stays on for long may have begun before the stretch does.
  if (late < -0.5 / fps) used[0] = from;
  return { first, used, waits: Math.max(0, Math.round(late * fps)) };
}

/** The frame to be shown at each tick of a clock of `fps` that begins with the first frame and ends with the last. */
function pictureClock(times: Float64Array, fps: number): Int32Array {
  const first = times[0] ?? 0;
  const steady = times.every((time, i) => Math.abs(time - first - i / fps) < 0.5 / fps);
  if (steady) return Int32Array.from(times, (_, i) => i);
  const ticks = Math.max(1, Math.round(((times.at(-1) ?? first) - first) * fps) + 1);
  const shown = new Int32Array(ticks);
  for (let tick = 0, frame = 0; tick < ticks; tick++) {
    while (frame + 1 < times.length && (times[frame + 1] as number) <= first + (tick + 0.5) / fps) frame++;
    shown[tick] = frame;
  }
  return shown;
}
