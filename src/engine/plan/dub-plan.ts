import type { LabelPlace, LabelText } from '../provenance/label/label';

/** What the user may choose; every field has a default that most never touch. */
export type DubSettings = MouthSettings &
  LookSettings &
  SoundSettings &
  LengthSettings &
  OutputSettings &
  LabelSettings;

/** How the mouth moves: what these decide is worked out for the whole video before the first frame is painted. */
export type MouthSettings = {
  /** How far the mouth opens: 1 as the model says, 0.5 half, up to 1.5. */
  readonly opening: number;
  /** Seconds by which the mouth runs ahead of (negative) or behind the sound. */
  readonly offset: number;
  /** What the mouth does where the speech pauses. */
  readonly pauses: Pauses;
};

/** `close`: the lips close. `original`: the footage's own mouth comes back. `model`: whatever the model makes of silence. */
export type Pauses = 'close' | 'original' | 'model';

/** How the painted mouth sits in the picture. */
export type LookSettings = {
  /** Width of the soft edge between the painted mouth and the face, as a factor: 1 as the painter has it, 0.5–1.5. */
  readonly blending: number;
  /** Sharpening of the painted mouth, 0 (none) … 1; null is what the painter does by itself. */
  readonly sharpening: number | null;
};

/** What is heard. */
export type SoundSettings = {
  readonly recording: RecordingSound;
  /** Level of the video's own sound under the speech, as a factor: 0 (none) … 1 (as loud as it is). */
  readonly originalSound: number;
};

/** What becomes of a video that is not as long as the speech. */
export type LengthSettings = {
  readonly longSpeech: LongSpeech;
  readonly longVideo: LongVideo;
};

/**
 * Where the speech outlasts the video. `bounce`: the video runs forwards and backwards. `repeat`: it starts again, with a
 * cross-fade. `hold`: its last calm frame stands.
 */
export type LongSpeech = 'bounce' | 'repeat' | 'hold';
/** Where the video outlasts the speech. `cut`: it ends with the speech. `rest`: the rest follows as it is, with its own sound. */
export type LongVideo = 'cut' | 'rest';

/** What the finished file is like. */
export type OutputSettings = {
  readonly quality: Quality;
  /** Most lines of the short side; larger footage is scaled down. */
  readonly size: OutputSize;
  readonly format: FileFormat;
};

/** The words that say that the result is generated, in its opening pictures. */
export type LabelSettings = {
  readonly label: LabelPlace | 'off';
  /** `auto`: the language in which the app is used. */
  readonly labelText: LabelText | 'auto';
};

/** `given`: the speech as the user gave it. `cleaned`: without rumble and steady noise, at a usual loudness. */
export type RecordingSound = 'given' | 'cleaned';

/** `source`: the footage's detail is kept. `small`: a smaller file. `high`: as many bits as can be seen. */
export type Quality = 'small' | 'source' | 'high';
/** `mp4`: H.264 and AAC. `webm`: VP9 (or what else of WebM the browser encodes) and Opus. */
export type FileFormat = 'mp4' | 'webm';
export type OutputSize = 'source' | '1080p' | '720p';

/** What is used where the user chose nothing. */
export const DEFAULT_SETTINGS: DubSettings = {
  ...{ opening: 1, offset: 0, pauses: 'close' },
  ...{ blending: 1, sharpening: null },
  ...{ recording: 'given', originalSound: 0 },
  ...{ longSpeech: 'bounce', longVideo: 'cut' },
  ...{ quality: 'source', size: 'source', format: 'mp4' },
  ...{ label: 'top-right', labelText: 'auto' },
};

/** What every output frame is, whichever painter paints it. */
export type Timeline = {
  /** Frames a second of the output; frame i is shown at i / fps. */
  readonly fps: number;
  /** Index of the source frame under each output frame; its length is the number of output frames. */
  readonly base: Int32Array;
  /** 1 where the source frame passes through unchanged (no mouth to be seen in it, or its own is wanted). */
  readonly keep: Uint8Array;
  /** How much of the painted mouth shows in each output frame that is painted: 1 all of it, less where it fades. */
  readonly share: Float32Array;
  readonly look: LookSettings;
  /** Output frames with which the footage starts again: the picture before goes over into them. Absent where none do. */
  readonly seams?: Int32Array;
  /** Second of the video whose picture stands from its first output frame on; absent where the footage moves to the end. */
  readonly holds?: number;
  /** Seconds of the person's own speech from which their habits were learned; absent where nothing could be. */
  readonly learned?: number;
};

/** What every output frame is: plain data, cheap to post, the same on every machine. */
export type DubPlan = Timeline & {
  /** Id of the painter that it is for. */
  readonly painter: string;
  /** What that painter needs for each frame. */
  readonly inputs: object;
  /** Plans for others who speak in the same frames: of the same painter, and over the same source frames. */
  readonly beside?: readonly DubPlan[];
};

/** A plan and those beside it, the first person's first. */
export const plansOf = ({ beside = [], ...plan }: DubPlan): readonly DubPlan[] => [plan, ...beside];

/** 1 where a frame passes through as it was filmed: nobody's mouth is painted in it. */
export const keptByAll = (plan: DubPlan): Uint8Array =>
  plan.keep.map((_, i) => (plansOf(plan).every(({ keep }) => keep[i] === 1) ? 1 : 0));
