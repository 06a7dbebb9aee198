import type { DubErrorData } from '../../core/errors';
import type { FfprobeReport } from './ffprobe-json';

/** Pictures that may wait between ffmpeg and the encoder. */
export const SLOTS = 4;

/** What the ffmpeg worker is asked; one thing at a time. */
export type FfmpegRequest =
  /** Opens a file; first of all. Answer: `opened`. */
  | { readonly kind: 'open'; readonly file: Blob }
  /** Converts the file into the OPFS path `target`. Answers: `time` now and then, `done`. */
  | ({ readonly kind: 'convert' } & ConvertRequest)
  /** Decodes a video stream. Answers: `frame` for each picture, `done`. */
  | ({ readonly kind: 'frames' } & FramesRequest);

export type ConvertRequest = {
  readonly target: string;
  readonly args: readonly string[];
  /** ffmpeg turns and flips pictures as they are shown; else they stay as they are coded. */
  readonly upright: boolean;
};

export type FramesRequest = {
  /** Position of the video stream among all streams of the file. */
  readonly stream: number;
  /** What pictures go through first; each has `frameBytes` afterwards. */
  readonly filters: readonly string[];
  readonly pixelFormat: 'yuv420p' | 'yuvj420p' | 'yuv420p10le';
  /** Bytes of one picture. */
  readonly frameBytes: number;
  /** Times as the file has them; else the file's first moment is time 0. */
  readonly ownTimes: boolean;
  /** `SLOTS` pictures; picture n goes to slot n mod `SLOTS`. */
  readonly slots: SharedArrayBuffer;
  /** One Int32: how many pictures the reader is done with. ffmpeg sleeps on it while all slots are taken. */
  readonly taken: SharedArrayBuffer;
};

export type FfmpegAnswer =
  | { readonly kind: 'opened'; readonly report: FfprobeReport }
  /** How far the conversion is, seconds. */
  | { readonly kind: 'time'; readonly seconds: number }
  | { readonly kind: 'frame'; readonly slot: number; readonly time: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: DubErrorData };
