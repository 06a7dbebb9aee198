import type { MediaInfo, SourceRef } from '../core/media-info';
import type { Label } from '../provenance/label/label';
import type { AigcFacts } from '../provenance/aigc';
import type { Credentials } from '../provenance/c2pa/manifest';
import type { DubPlan, OutputSettings, SoundSettings } from '../plan/dub-plan';
import type { PlanRequest, Ran } from '../painters/kind';
import type { Painting } from '../painters/painting';
import type { VideoScan } from '../face/scan/scan';
import type { PeoplePart } from '../face/people/face-run';
import type { Layout } from '../script/layout';
import type { ScriptSound } from '../media/script/script-sound';
import type { SubtitleLine } from '../script/subtitles';
import type { Captions } from '../script/shown-lines';
import type { MouthCurve } from '../speech/mouth-curve';
import type { TimeRange } from '../core/time-range';
import type { SigningKey } from '../job/signing-key';

/** What each worker can be asked. The last argument of every call is its control port (`control.ts`). */
export type ProbeService = {
  /** Content hash, SHA-256 and name of a file. Throws `input/empty`, `input/unreadable`. */
  accept(file: File, port: MessagePort): Promise<SourceRef>;
  /** Waits until the bytes of a file in OPFS are on the disk. */
  flush(path: string, port: MessagePort): Promise<void>;
  /** Throws `input/unreadable`, `input/unsupported`, `input/empty`. */
  probe(file: File, port: MessagePort): Promise<MediaInfo>;
  /** As `probe`, with the sound track at a position, counted from 0, as the one that counts. Throws `input/no-audio` where there is none. */
  probeSound(file: File, sound: number, port: MessagePort): Promise<MediaInfo>;
  /** True where nothing is to be heard in a sound that WebCodecs reads. Throws `input/no-audio`, `input/damaged-sound`. */
  silent(file: File, port: MessagePort): Promise<boolean>;
  /** The largest value of each twentieth of a second of a sound that WebCodecs reads, 0…1. Throws as `silent`. */
  peaks(file: File, port: MessagePort): Promise<number[]>;
};

export type ConvertService = {
  /** Loads what `convert` needs, without waiting for it. */
  warm(port: MessagePort): Promise<void>;
  /**
   * Turns a file that WebCodecs cannot read into one that it can (H.264 in mp4, or PCM in wav where there is no
   * video; a still picture becomes a second of video), written to the OPFS path `target`.
   */
  convert(file: File, info: MediaInfo, target: string, port: MessagePort): Promise<void>;
  /**
   * Writes speech as it was laid out to the OPFS path `target`, as PCM in wav. Throws `input/no-audio`,
   * `input/damaged-sound`, `storage/full`.
   */
  layOut(speeches: readonly File[], layout: Layout, target: string, port: MessagePort): Promise<void>;
};

/** One of `of` equal stretches of a video, counted from 0. */
export type Stretch = { readonly part: number; readonly of: number };

export type TrackService = {
  /** Loads what `track` needs. */
  warm(port: MessagePort): Promise<void>;
  /**
   * All faces in one stretch of a video, or of the frames within `span` (seconds) of it; join the stretches with
   * `joinPeople`. Throws `input/no-video`, `input/no-frames`.
   */
  track(file: File, stretch: Stretch, span: TimeRange | null, port: MessagePort): Promise<PeoplePart>;
  /**
   * A quick look over the whole video: who is in it, and where a mouth cannot be painted. Throws `input/no-video`,
   * `input/no-frames`.
   */
  scan(file: File, port: MessagePort): Promise<VideoScan>;
};

export type SpeechService = {
  /** Loads what `listen` needs. */
  warm(port: MessagePort): Promise<void>;
  /**
   * The curve of a part of the file (seconds), which begins at time 0 of it; null for the whole. Throws
   * `input/no-audio`, `input/speech-too-short`, `input/speech-silent`.
   */
  listen(file: File, part: TimeRange | null, port: MessagePort): Promise<MouthCurve>;
  /** As `listen`, for the video's own sound: null where there is none that could be used. */
  listenToOwn(file: File, part: TimeRange | null, port: MessagePort): Promise<MouthCurve | null>;
  /** Which device ran the mouth model last. */
  device(port: MessagePort): Promise<'webgpu' | 'wasm' | null>;
};

/** Who encodes the picture: `auto` is the browser where it can and ffmpeg.wasm else; `ffmpeg` forces the latter. */
export type EncoderChoice = 'auto' | 'ffmpeg';

/** What lets a render that was interrupted be gone on with. */
export type Checkpoint = {
  /** OPFS path of the log of what is encoded; it stays until whoever asked for it removes it. */
  readonly path: string;
  /** Content hashes of all files that the picture is made from: what is logged for others is not used. */
  readonly sources: readonly string[];
};

export type RenderRequest = {
  readonly video: File;
  readonly speech: File;
  readonly info: MediaInfo;
  readonly plan: DubPlan;
  /** What the plan's person says, and each of those beside them; without it all say the `speech`. */
  readonly voices?: readonly File[];
  /** Bits a second of the video that the user gave; without it, what `info` says: a conversion spends much more. */
  readonly spent?: number;
  /** The network's ONNX file, for a painter that needs one. */
  readonly network?: File;
  /** Where the network shall run; without it the first device that computes rightly. */
  readonly device?: 'webgpu' | 'wasm';
  readonly encoder?: EncoderChoice;
  /** false: what could be copied as it is coded is encoded like all else, for comparisons; else it is copied. */
  readonly copies?: boolean;
  /** The stretch of the video that the plan's frames are counted in (`FootageOptions`); without it all of it. */
  readonly span?: TimeRange;
  /** The stretch of the video that is shown; without it all of it. */
  readonly shown?: TimeRange;
  /** The stretch of the speech that the plan was made for; without it all of it. */
  readonly spoken?: TimeRange;
  /** What of the speech is heard, seconds of the file, where the plan is that of a part; else `spoken`. */
  readonly heard?: TimeRange;
  /** What is shown goes on where the speech ends, seconds of the output; the plan is for the beginning of it. */
  readonly rest?: { readonly from: number };
  /** All of the video is shown; the plan is for a stretch of it, and the speech is laid out for that. */
  readonly script?: ScriptSound;
  /** Lines that stand in the file as a track of their own, seconds of the video; without it there is none. */
  readonly subtitles?: readonly SubtitleLine[];
  /** Lines that are a part of the pictures, seconds of the video; without it there are none. */
  readonly captions?: Captions;
  /** What the finished file is like; without it, as the footage. */
  readonly output?: OutputSettings;
  /** How the speech is heard, and what besides it; without it the speech as it was given and nothing else. */
  readonly sound?: SoundSettings;
  /** Words that stand in the opening pictures; without it none do. */
  readonly label?: Label;
  /** What the file says of its making, for machines; without it nothing. */
  readonly facts?: AigcFacts;
  /** What the file was made from, as given by the user, and the key that signs it; without it nothing is signed. */
  readonly signing?: Signing;
  /** OPFS path of the finished file; `<path>.part` is written first and renamed when it is complete. */
  readonly target: string;
  /** With it the render goes on where an interrupted one with the same request was. */
  readonly checkpoint?: Checkpoint;
};

/** A file as the user gave it, and its SHA-256, hexadecimal, unless it was given to an older version. */
export type GivenFile = { readonly file: File; readonly sha256?: string };

/** `title`: file name of the result. */
export type Origins = { readonly title: string; readonly video: GivenFile; readonly speech: GivenFile };

/** What a finished file is signed with, and what it tells then of its making. */
export type Signing = { readonly origins: Origins; readonly key: SigningKey };

export type OutputRef = {
  readonly path: string;
  readonly bytes: number;
  readonly frames: number;
  readonly seconds: number;
  /** Upright picture, pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames taken over from an interrupted run. */
  readonly restored: number;
  /** What was signed; absent where nothing was. */
  readonly credentials?: Credentials;
} & Partial<Ran>;

/** What is to be planned, and for which painter. */
export type PlanCall = PlanRequest & { readonly painter: Pick<Painting, 'id' | 'settings'> };

/** What an ONNX file is, once it was found to be a Wav2Lip network. */
export type NetworkFacts = {
  /** SHA-256 of the whole file, hexadecimal: what published lists of weights name them by. */
  readonly id: string;
  readonly bytes: number;
  /** Height and width of its faces, pixels. */
  readonly size: number;
  /** True where its tensors are of half precision. */
  readonly half: boolean;
};

/** `whole`: the network with the weights that lay in other files; null where it had them all. */
export type InspectedNetwork = { readonly facts: NetworkFacts; readonly whole: Blob | null };

export type NetworkService = {
  /**
   * Reads a file and recognises it; reports bytes read. Weights may lie in files `beside` it. Throws `model/not-onnx`,
   * `model/weights-missing`, `model/other-contract`, `model/needs-shader-f16`.
   */
  inspect(file: Blob, beside: readonly File[], port: MessagePort): Promise<InspectedNetwork>;
};

/** One frame of the output as it was filmed and as it is painted: JPEG, upright, the size of the footage. */
export type Snapshot = { readonly before: Blob; readonly after: Blob };

export type SnapshotRequest = Pick<
  RenderRequest,
  'video' | 'speech' | 'voices' | 'info' | 'plan' | 'span' | 'spoken' | 'network' | 'device' | 'label'
>;

export type RenderService = {
  plan(request: PlanCall, port: MessagePort): Promise<DubPlan>;
  /**
   * Throws `storage/full`, `codec/no-encoder`, `codec/failed`, and for the Wav2Lip engine `model/*`, `gpu/lost`.
   */
  render(request: RenderRequest, port: MessagePort): Promise<OutputRef>;
  /** Paints the first frame of the plan. Throws as `render`, but for what has to do with writing. */
  snapshot(request: SnapshotRequest, port: MessagePort): Promise<Snapshot>;
};
