import type { MediaInfo } from '../../../engine/core/media-info';

/** A file that a job is made from; `id` is its content hash. */
export type SpaceFile = { readonly id: string; readonly bytes: number; readonly info: MediaInfo };

/** A job before it runs. `bitrate`: video bits a second of its result; `seconds`: how long that will be. */
export type SpaceJob = {
  readonly video: SpaceFile;
  readonly speech: SpaceFile;
  readonly bitrate: number;
  readonly seconds: number;
};

/** What is in storage already, by content hash. */
export type SpaceKept = {
  /** Files that need no copy: there is one, or they are read where they lie. */
  readonly inputs: ReadonlySet<string>;
  /** Files whose conversion is there. */
  readonly conversions: ReadonlySet<string>;
};

/** Bytes that jobs will take of the browser's storage. */
export type SpaceForecast = {
  /** Copies of the files they are made from, each once. */
  readonly inputs: number;
  /** Files that have to be converted first, each once. */
  readonly conversions: number;
  readonly results: number;
  /** What the largest of them needs besides while it runs: it keeps its encoded pictures twice, to be resumed. */
  readonly working: number;
  readonly total: number;
};

/** Bits a second of a result's sound at most (AAC). */
const SOUND_BITRATE = 192_000;
/** As conversions are encoded: bits for each pixel of each frame. */
const CONVERSION_BITS_A_PIXEL = 0.8;
/** Sound of conversions is 16-bit PCM; these stand in where the file does not say. */
const PCM = { sampleRate: 48_000, channels: 2 };
/** Records, analyses and tables of contents: small beside the pictures, but not nothing. */
const MARGIN = 1.05;

/** What `jobs` will take together. */
export function forecastSpace(jobs: readonly SpaceJob[], kept: SpaceKept): SpaceForecast {
  const files = new Map(jobs.flatMap(({ video, speech }) => [video, speech]).map((file) => [file.id, file]));
  const sum = (bytes: (file: SpaceFile) => number, there: ReadonlySet<string>) =>
    [...files.values()].reduce((total, file) => total + (there.has(file.id) ? 0 : bytes(file)), 0);
  const pictures = jobs.map(({ seconds, bitrate }) => (bitrate / 8) * seconds);
  const sounds = jobs.map(({ seconds }) => (SOUND_BITRATE / 8) * seconds);
  const inputs = sum(({ bytes }) => bytes, kept.inputs);
  const conversions = sum(({ info }) => conversionBytes(info), kept.conversions);
  const results = [...pictures, ...sounds].reduce((total, bytes) => total + bytes, 0);
  const working = Math.max(0, ...pictures);
  const total = Math.ceil(MARGIN * (inputs + conversions + results + working));
  return { inputs, conversions, results, working, total };
}

/** Bytes that are missing for it, 0 where it fits or where the browser does not say what is free. */
export function missingSpace({ total }: SpaceForecast, space: { readonly free: number } | null): number {
  return space === null ? 0 : Math.max(0, total - space.free);
}

function conversionBytes({ reader, video, audio, duration }: MediaInfo): number {
  if (reader !== 'ffmpeg') return 0;
  const pictures = video
    ? (CONVERSION_BITS_A_PIXEL / 8) * video.codedWidth * video.codedHeight * video.fps
    : 0;
  const { sampleRate, channels } = audio ? { ...PCM, ...known(audio) } : { sampleRate: 0, channels: 0 };
  return duration * (pictures + 2 * sampleRate * channels);
}

/** Some containers do not say what their sound is. */
function known({ sampleRate, channels }: { sampleRate: number; channels: number }) {
  return { ...(sampleRate > 0 && { sampleRate }), ...(channels > 0 && { channels }) };
}
