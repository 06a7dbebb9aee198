/** A file the user gave, known by its bytes: the same content has the same id wherever it lies. */
export type SourceRef = {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of the whole file, hexadecimal; absent in older records. */
  readonly sha256?: string;
};

export type Rotation = 0 | 90 | 180 | 270;

/** Who decodes a track: the browser, or ffmpeg while the file is converted. */
export type TrackReader = 'browser' | 'ffmpeg';

/** The tracks that count: one of each kind. */
export type TrackKind = 'video' | 'audio';

/**
 * What a conversion does to pictures: flips what is shown `mirrored`, brings pictures that change their size or pixel
 * shape to one (`resized`), lays transparent ones (`alpha`) on one colour, makes whole pictures of fields (`interlaced`).
 */
export type PictureChange = 'mirrored' | 'resized' | 'alpha' | 'interlaced';

/** A picture track. Sizes in pixels, times in seconds. */
export type VideoInfo = {
  readonly codec: string;
  /** Picture as coded, before `rotation`; pixels. */
  readonly codedWidth: number;
  readonly codedHeight: number;
  /** Picture as shown, upright; pixels. */
  readonly width: number;
  readonly height: number;
  /** Clockwise turn that makes the coded picture upright; what is `mirrored` is then flipped left to right. */
  readonly rotation: Rotation;
  /** Frames a second; where the rate varies, of the densest stretch. */
  readonly fps: number;
  readonly frames: number;
  /** When the first of them is shown, seconds after the file's first moment; absent where that is it, and in older records. */
  readonly begins?: number;
  /** Cut out of a stream between key pictures: what is before `begins` cannot be decoded. */
  readonly cutIn?: true;
  /** Video bits a second, 0 where it is not known. */
  readonly bitrate: number;
  /** The pictures are HDR (PQ or HLG); the result is SDR. */
  readonly hdr?: true;
  /** Absent in older records. */
  readonly reader?: TrackReader;
  /** What besides decoding makes a conversion necessary; absent where nothing does. */
  readonly changes?: readonly PictureChange[];
};

/** A sound track. `sampleRate` in hertz. */
export type AudioInfo = {
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  /** Absent in older records. */
  readonly reader?: TrackReader;
  /** How many sound tracks the file has, and which of them is used, counted from 0; absent where it has one. */
  readonly tracks?: number;
  readonly track?: number;
  /** What the file calls each of them, empty where it does not say. */
  readonly trackNames?: readonly string[];
  /** The user chose this one; the file is then converted, so that it has no other. */
  readonly chosen?: true;
};

/** What a file is, found out before any work starts. */
export type MediaInfo = {
  readonly container: string;
  /** Seconds, of the longest track. */
  readonly duration: number;
  readonly video: VideoInfo | null;
  readonly audio: AudioInfo | null;
  /** `webcodecs`: read as it is. `ffmpeg`: has to be converted first, by whoever reads its tracks, as has a still `picture`. */
  readonly reader: 'webcodecs' | 'ffmpeg' | 'picture';
  /** What is in the file and nobody decodes; absent where there is none. */
  readonly unreadable?: readonly TrackKind[];
};

/** A file the user gave, known by its bytes, and what is in it: plain data, the bytes lie elsewhere. */
export type SourceFile = SourceRef & { readonly info: MediaInfo };
