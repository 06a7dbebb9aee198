import { DubError } from '../../core/errors';
import type { MediaInfo } from '../../core/media-info';

/**
 * How much of anything a file may have. What a container, a picture or a sound announces is held against these and
 * against the bytes that are there before anything is made by it.
 */
export const LIMITS = {
  /** Pixels. Less holds no face, and H.264 ends a little above the longest (level 6.2: 1,055 macroblocks). */
  shortestSide: 32,
  longestSide: 16_384,
  /** Pixels of a moving picture; 8K has half as many. */
  framePixels: 1 << 26,
  /** Pixels of a still picture, which is decoded whole; the largest cameras of telephones have 108 million in one. */
  stillPixels: 1 << 27,
  /** Slow motion is filmed with up to 960 frames a second. */
  framesPerSecond: 1000,
  /** Nine hours at 60 frames a second. */
  frames: 2_000_000,
  seconds: 24 * 3600,
  /** Nothing is coded with less: a file of so many seconds has at least as many bytes. */
  bytesPerSecond: 1,
  samplesPerSecond: 768_000,
  channels: 64,
} as const;

/** What is wrong with what a file announces. */
const lies = (what: string, announced: number, most: number) =>
  new DubError('input/announced', { detail: { what, announced, most } });

/** Throws `input/announced` where a file of `bytes` bytes cannot hold so many of something, each of `each` bytes. */
export function checkCount(what: string, count: number, each: number, bytes: number): void {
  if (count * each > bytes) throw lies(what, count, Math.floor(bytes / each));
}

/** Throws `input/too-long` where there are more frames than any video that can be worked on. */
export function checkFrames(frames: number): void {
  if (frames > LIMITS.frames) throw new DubError('input/too-long', { detail: { frames } });
}

/** Throws `input/too-fast` where so many frames within so many seconds are more than any camera films. */
export function checkRate(frames: number, seconds: number): void {
  if (frames > 2 && frames - 1 > LIMITS.framesPerSecond * seconds)
    throw new DubError('input/too-fast', { detail: { frames, seconds } });
}

/** Throws `input/picture-size` where no face fits in, no encoder takes it, or it would fill the memory. */
export function checkPicture(width: number, height: number, most: number = LIMITS.framePixels): void {
  const sides = [width, height];
  if (
    Math.min(...sides) < LIMITS.shortestSide ||
    Math.max(...sides) > LIMITS.longestSide ||
    width * height > most
  )
    throw new DubError('input/picture-size', { detail: { width, height } });
}

/**
 * Holds what was found out about a file of `bytes` bytes against the limits. Throws `input/picture-size`,
 * `input/too-fast`, `input/too-long`, `input/announced`, `input/unsupported`.
 */
export function checkFacts({ video, audio, duration, reader }: MediaInfo, bytes: number): void {
  if (video) {
    checkPicture(video.width, video.height);
    checkFrames(video.frames);
    if (!(video.fps <= LIMITS.framesPerSecond) || video.fps < 0)
      throw new DubError('input/too-fast', { detail: { fps: video.fps } });
  }
  if (!Number.isFinite(duration) || duration < 0) throw lies('seconds', duration, LIMITS.seconds);
  if (reader !== 'picture') checkCount('seconds', Math.floor(duration), LIMITS.bytesPerSecond, bytes);
  if (duration > LIMITS.seconds) throw new DubError('input/too-long', { detail: { seconds: duration } });
  if (!audio) return;
  const { sampleRate, channels } = audio;
  if (sampleRate > LIMITS.samplesPerSecond || channels > LIMITS.channels)
    throw new DubError('input/unsupported', { detail: { sampleRate, channels } });
}
