import { pictureBytes, type Picture } from '../dub/picture';
import type { StopSignal } from '../dub/progress';
import { colorOf, knownColor } from './color';
import type { EncoderShape } from './encoder';
import { soundArguments } from './ffmpeg/arguments';
import type { FfmpegClient } from './ffmpeg/client';
import {
  audioStream,
  pixelAspect,
  toVideo,
  type FfprobeReport,
  type FfprobeStream,
} from './ffmpeg/ffprobe-json';
import { createOutput, createPacketTrack, writeFile } from './file-output';
import type { FramesRequest } from './ffmpeg/messages';
import { openInput } from './open-input';
import { createPartFile, openOpfsFile, removeOpfsFile } from './opfs';
import { hdrCoding, SDR_COLORS, SdrPictures } from './sdr-pictures';
import { openOwnSound, type SoundTrack } from './sound-track';
import { startOf } from './track-clock';
import { createPicture } from './picture-copy';
import { createWebCodecsEncoder } from './webcodecs-encoder';
import { PLANAR_FORMATS, samplesOf } from './yuv';

/** Bits a pixel that keep what was there (about 50 dB): the conversion is watched by the tracker and re-encoded. */
const BITS_A_PIXEL = 0.8;

type RecodeJob = {
  readonly client: FfmpegClient;
  readonly file: Blob;
  readonly facts: FfprobeReport;
  readonly video: FfprobeStream;
  readonly target: string;
  progress(seconds: number): void;
  readonly signal: StopSignal;
};

/** How the pictures of a conversion are encoded. */
export function shapeOf(video: FfprobeStream): EncoderShape {
  const { codedWidth: width, codedHeight: height, fps } = toVideo(video, 0, 0);
  const colors = colorOf(video);
  return {
    ...{ codec: 'avc', width, height, fps },
    bitrate: Math.round(BITS_A_PIXEL * width * height * fps),
    colorSpace: hdrCoding(colors) ? SDR_COLORS : knownColor(colors, height),
    pixelAspect: pixelAspect(video),
    keyFrameInterval: 1,
  };
}

/** Decodes by ffmpeg and encodes by the browser, side by side. Throws `input/*`, `storage/full`, `codec/failed`. */
export async function recode({
  client,
  file,
  facts,
  video,
  target,
  progress,
  signal,
}: RecodeJob): Promise<void> {
  const shape = shapeOf(video);
  const { width, height } = shape;
  const track = createPacketTrack('avc');
  const encoder = await createWebCodecsEncoder(shape, track.sink);
  const { sound, ownStart, forget } = await openSound(client, file, facts, target);
  const part = await createPartFile(target);
  const output = createOutput(part);
  output.addVideoTrack(track.source, { rotation: toVideo(video, 0, 0).rotation });
  if (sound) output.addAudioTrack(sound.source);
  try {
    await writeFile(output, part, async (check) => {
      const { request, pictureOf } = picturesOf(video, { width, height });
      let last = -Infinity;
      for await (const { data, time } of client.frames({ ...request, ownTimes: ownStart !== null })) {
        signal.throwIfAborted();
        const shown = timeAfter(last, time - (ownStart ?? 0), shape.fps);
        await encoder.add(shown, pictureOf(data));
        await sound?.feedUntil(shown);
        check();
        progress(shown);
        last = shown;
      }
      await encoder.finish();
      track.source.close();
      await sound?.finish();
    });
  } finally {
    encoder.close();
    sound?.close();
    await forget();
  }
}

/** `time`, unless a broken file gives none or goes back: then the frame comes after the one before it. */
function timeAfter(last: number, time: number, fps: number): number {
  if (Number.isNaN(time)) return Math.max(0, last + 1 / fps);
  return Math.max(time, last + 1e-3);
}

type Asked = {
  readonly request: Pick<FramesRequest, 'pixelFormat' | 'frameBytes'>;
  /** What came as a picture to be encoded, which is used again. */
  pictureOf(data: Uint8Array): Picture;
};

/** What ffmpeg is asked for, and how that becomes pictures: as they are, or from HDR with all its bits. */
function picturesOf(video: FfprobeStream, { width, height }: Pick<Picture, 'width' | 'height'>): Asked {
  const colors = colorOf(video);
  const hdr = hdrCoding(colors);
  const frameBytes = pictureBytes(width, height);
  if (!hdr) {
    const pixelFormat = colors.fullRange ? 'yuvj420p' : 'yuv420p';
    return { request: { pixelFormat, frameBytes }, pictureOf: (data) => ({ width, height, data }) };
  }
  const sdr = new SdrPictures(hdr);
  const picture = createPicture(width, height);
  const format = PLANAR_FORMATS.I420P10!;
  return {
    request: { pixelFormat: 'yuv420p10le', frameBytes: 2 * frameBytes },
    pictureOf(data) {
      sdr.convert(samplesOf(data, format), format, picture);
      return picture;
    },
  };
}

type OwnSound = {
  readonly sound: SoundTrack | null;
  /** The file's first moment by its own clock, which pictures that go with its own sound need; null for ffmpeg's. */
  readonly ownStart: number | null;
  forget(): Promise<void>;
};

/** The file's own sound, where it can be read and played, else PCM that ffmpeg writes first. */
async function openSound(
  client: FfmpegClient,
  file: Blob,
  facts: FfprobeReport,
  target: string,
): Promise<OwnSound> {
  const own = await openOwnSound(file).catch(() => null);
  if (own) return { sound: own, ownStart: await firstMoment(file), forget: async () => {} };
  if (!audioStream(facts)) return { sound: null, ownStart: null, forget: async () => {} };
  const path = `${target}.sound`;
  await client.convert(path, soundArguments(facts));
  const sound = await openOwnSound(await openOpfsFile(path));
  return { sound, ownStart: null, forget: () => removeOpfsFile(path) };
}

async function firstMoment(file: Blob): Promise<number> {
  const input = openInput(file);
  try {
    return await startOf(input);
  } finally {
    input.dispose();
  }
}
