import type { EncoderChoice } from '../bridge/services';
import type { Step } from '../core/progress';
import type { TimeRange } from '../core/time-range';
import type { Trim } from '../core/trim';
import type { Speaker } from '../face/people/choose-person';
import type { FaceWish } from '../face/people/face-wish';
import type { DubSettings } from '../plan/dub-plan';
import type { Script } from '../script/script';
import type { Source } from './input/source';
import type { Timings } from './progress/stopwatch';

/** Which painter makes the mouth. Without one, the person's own mouth is borrowed from other frames (`reuse`). */
export type PainterChoice = {
  readonly id: 'reuse' | 'wav2lip' | (string & {});
  /** The painter's own settings; what is missing is its default. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The ONNX file of the network that paints, for a painter that needs one. */
  readonly network?: File;
};

/** One video and one speech, and what is to become of them. */
export type DubRequest = {
  readonly video: Source;
  readonly speech: Source;
  /** Where they differ from `DEFAULT_SETTINGS`. */
  readonly settings?: Partial<DubSettings>;
  readonly painter?: PainterChoice;
  /** Whose mouth is painted, where there are several people, and what stays as it was filmed. */
  readonly face?: FaceWish;
  /** Which parts of the files are used, seconds; without it all of both. */
  readonly trim?: Trim;
  /**
   * Which stretches of the video are said anew, and by which seconds of the speech; all else stays as it is. Without it
   * all of the speech is said from the video's beginning on.
   */
  readonly script?: Script;
  /** Name of the result without extension, as its credentials tell it. */
  readonly name?: string;
  /** `auto`: the browser encodes where it can, else ffmpeg.wasm. */
  readonly encoder?: EncoderChoice;
};

/** How far a call is. */
export type DubProgress = {
  /** The step that will take longest of those that run. */
  readonly step: Step;
  /** Of the whole call, 0–1; never goes back. */
  readonly fraction: number;
  /** Null until there is something to judge by. */
  readonly secondsLeft: number | null;
};

/** How a call is stopped and followed. */
export type CallOptions = {
  /** Ends the call, which rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** About once a second. */
  readonly onProgress?: (progress: DubProgress) => void;
};

/** What was found out about a request's files. It is kept: a preview or a dub of them begins with it. */
export type Analysis = {
  /** Whose mouth would be painted, and how that was found. */
  readonly speaker: Speaker;
  /** Share of the analysed frames in which their mouth is covered or cannot be seen, 0–1. */
  readonly hidden: number;
};

/** Several speeches as one, and where in it each of them lies, seconds. */
export type JoinedSpeech = { readonly speech: Source; readonly ranges: readonly TimeRange[] };

/** A finished video. */
export type DubResult = {
  /** The bytes: in the handle that was given, else in the origin's private file system until `release` or `close`. */
  readonly file: File;
  readonly type: 'video/mp4' | 'video/webm';
  readonly frames: number;
  readonly seconds: number;
  /** Upright picture, pixels. */
  readonly width: number;
  readonly height: number;
  readonly speaker: Speaker;
  /** Seconds of the person's own speech that their habits were learned from; absent where nothing could be. */
  readonly learned?: number;
  /** Seconds of each step. */
  readonly timings: Timings;
};
