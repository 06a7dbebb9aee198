import type { VideoInfo, MediaInfo } from '../core/media-info';
import type { Progress, StopSignal } from '../core/progress';
import type { TimeRange } from '../core/time-range';
import type { MouthModel } from '../face/mouth-model';
import type { FaceTrack } from '../face/track/face-track';
import type { DubPlan, DubSettings, Timeline } from '../plan/dub-plan';
import type { MouthCurve } from '../speech/mouth-curve';
import type { Painter } from './painter';
import type { Wav2LipNet } from './wav2lip/painter';

/** The part of a painter's folder that all of Koubo knows: light enough for the first page. `README.md` is the contract. */
export type PainterKind<Settings extends object = object, Inputs extends object = object> = {
  /** Stored with jobs, results and presets, so it never changes. */
  readonly id: string;
  readonly words: { readonly en: PainterWords; readonly zh: PainterWords };
  readonly needs: PainterNeeds;
  readonly defaults: Settings;
  /** Sharpening of the mouth, 0 … 1, where the user asks for none in particular. */
  readonly sharpening: number;
  /** Settings as they were stored, perhaps by another version: what is missing or wrong is the default. */
  readSettings(stored: Readonly<Record<string, unknown>>): Settings;
  /** True where the settings that all painters share change nothing of the mouth. */
  ignoresShared(settings: Settings): boolean;
  /** Seconds on two cores beyond decoding and encoding: once, and for each frame. `size`: of the network's faces, pixels. */
  cost(size: number): { readonly start: number; readonly frame: number };
  /** The inputs of output frames `from` … `to` - 1. */
  slice(inputs: Inputs, from: number, to: number): Inputs;
  /** What plans and paints. Only workers load it. */
  load(): Promise<PainterCode<Settings, Inputs>>;
};

export type PainterWords = {
  /** Two or three words. */
  readonly title: string;
  /** One sentence: for which footage it is, and what it costs. */
  readonly text: string;
};

export type PainterNeeds = {
  /** A network, which the user chooses or brings. */
  readonly network: boolean;
  /** Footage that moves: a still picture is not enough. */
  readonly movingFootage: boolean;
  /** What the video's own sound asks of the mouth, which tells how this person speaks. */
  readonly ownSound: boolean;
};

export type PainterCode<Settings extends object, Inputs extends object> = {
  /** Decides what every output frame is. Pure and deterministic. Throws `input/no-video`, `input/no-face`. */
  plan(request: PlanRequest, settings: Settings, model: MouthModel): Timeline & { readonly inputs: Inputs };
  /** Makes ready to paint. Throws `model/failed`. */
  open(plan: PlanOf<Inputs>, tools: PainterTools): Promise<OpenPainter>;
};

export type PlanOf<Inputs extends object> = DubPlan & { readonly inputs: Inputs };

/** What a plan is made from. */
export type PlanRequest = {
  readonly info: MediaInfo;
  readonly track: FaceTrack;
  readonly speech: MouthCurve;
  /** What the video's own sound asks of the mouth; null where it has none, or the painter does not need it. */
  readonly own: MouthCurve | null;
  /** Where in the video `own` begins, seconds; 0 where that is not said. */
  readonly ownFrom?: number;
  readonly settings: DubSettings;
  /** Stretches of the video that stay as they were filmed. */
  readonly keepOriginal?: readonly TimeRange[];
  /** The stretch of the video that is shown; all that was tracked may be borrowed from. Without it, all of it. */
  readonly shown?: TimeRange;
  /** Seconds of the output where that is longer than the speech; else it ends with it. */
  readonly lasts?: number;
  /** Stretches of what is shown, seconds of the video, that last so many seconds longer or, negative, shorter. */
  readonly retimed?: readonly (TimeRange & { readonly longer: number })[];
  /** They give wherever it is, not where this head moves least: several plans have to show the same frames. */
  readonly evenly?: boolean;
  /** The stretches of the output, seconds, whose mouth is made; without them all of it. Elsewhere it stays as it was filmed. */
  readonly made?: readonly TimeRange[];
};

/** What a painter may ask for. Painters know no platform: whoever opens one hands this in. */
export type PainterTools = {
  readonly video: VideoInfo;
  readonly signal: StopSignal;
  readonly report: (progress: Progress) => void;
  /** The used part of the speech, mono, in pieces, at `rate` samples a second. */
  hear(rate: number): AsyncIterable<Float32Array>;
  /** The network that the user chose, on its device. Throws `model/failed`. */
  openNetwork(): Promise<OpenNetwork>;
};

export type OpenNetwork = Ran & { readonly net: Wav2LipNet; release(): Promise<void> };

/** Where a network runs, and why not on the GPU that there is. */
export type Ran = {
  readonly device: 'webgpu' | 'wasm';
  readonly fallback: 'gpu-refused' | 'gpu-wrong' | null;
};

/** How a video's tags name its colours. */
export type ColorTags = { readonly matrix?: string | null; readonly fullRange?: boolean | null };

export type OpenPainter = {
  /** Made once the colours of the video are known. */
  createPainter(colors: ColorTags): Painter;
  /** Absent where no network paints. */
  readonly ran?: Ran;
  release(): Promise<void>;
};
