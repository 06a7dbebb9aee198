import type { VideoCodec } from 'mediabunny';
import type { Rotation, VideoInfo } from '../../core/media-info';
import type { Picture } from '../../picture/picture';
import type { StopSignal } from '../../core/progress';
import { createEncoder } from '../encode/create-encoder';
import type { EncoderChoice, EncoderShape, PacketSink } from '../encode/encoder';
import { createOutput, createPacketTrack, writeFile } from '../output/file-output';
import type { OwnSound } from './own-sound';
import { createPartFile } from '../output/opfs';
import { turning, turnShape } from '../pictures/turn';

/** Bits a pixel that keep what was there (about 50 dB): the conversion is watched by the tracker and re-encoded. */
const BITS_A_PIXEL = 0.8;

/** The pictures of a conversion, decoded by whoever can. */
export type DecodedPictures = {
  readonly shape: EncoderShape;
  /** In order; a picture is good until the next is asked for, a time NaN where it is not known. */
  frames(): AsyncGenerator<{ readonly time: number; readonly picture: Picture }, void>;
};

/** What a conversion is written from and to. */
export type Conversion = {
  readonly video: VideoInfo;
  readonly sound: OwnSound;
  readonly target: string;
  progress(seconds: number): void;
  readonly signal: StopSignal;
};

/** How the pictures of a conversion are encoded. `colorSpace` and `pixelAspect` are theirs. */
export function conversionShape(
  { codedWidth: width, codedHeight: height, fps }: VideoInfo,
  rest: Pick<EncoderShape, 'colorSpace' | 'pixelAspect'>,
): EncoderShape {
  const bitrate = Math.round(BITS_A_PIXEL * width * height * fps);
  return { codec: 'avc', width, height, fps, bitrate, ...rest, keyFrameInterval: 1 };
}

/**
 * Encodes pictures as they are decoded, side by side, into an mp4. No encoder and no reader of ours writes or reads
 * flips, so pictures that have one are turned upright. Throws `storage/full`, `codec/*`, and what the pictures throw.
 */
export async function recode(
  job: Conversion,
  pictures: DecodedPictures,
  choice: EncoderChoice,
): Promise<void> {
  const { video, signal } = job;
  const mirrored = video.changes?.includes('mirrored') === true;
  const turn: Rotation = mirrored ? video.rotation : 0;
  const upright = turning(turn, mirrored);
  await writeConversion(
    job,
    { codec: 'avc', rotation: mirrored ? 0 : video.rotation },
    async (sink, next) => {
      const encoder = await createEncoder(turnShape(pictures.shape, turn), choice, sink);
      try {
        let last = -Infinity;
        for await (const { picture, time } of pictures.frames()) {
          signal.throwIfAborted();
          const shown = timeAfter(last, time, pictures.shape.fps);
          await encoder.add(shown, upright(picture));
          await next(shown);
          last = shown;
        }
        await encoder.finish();
      } finally {
        encoder.close();
      }
    },
  );
}

/** `time`, unless a broken file gives none or goes back: then the frame comes after the one before it. */
function timeAfter(last: number, time: number, fps: number): number {
  if (Number.isNaN(time)) return Math.max(0, last + 1 / fps);
  return Math.max(time, last + 1e-3);
}

/**
 * Writes the packets that `feed` gives, and the sound beside them, into an mp4. `feed` calls `next` after each picture,
 * with its time.
 */
export async function writeConversion(
  { sound: { sound, forget }, target, progress }: Conversion,
  { codec, rotation }: { readonly codec: VideoCodec; readonly rotation: Rotation },
  feed: (sink: PacketSink, next: (seconds: number) => Promise<void>) => Promise<void>,
): Promise<void> {
  const track = createPacketTrack(codec);
  try {
    const part = await createPartFile(target);
    const output = createOutput(part);
    output.addVideoTrack(track.source, { rotation });
    if (sound) output.addAudioTrack(sound.source);
    await writeFile(output, part, async (check) => {
      await feed(track.sink, async (seconds) => {
        await sound?.feedUntil(seconds);
        check();
        progress(seconds);
      });
      track.source.close();
      await sound?.finish();
    });
  } finally {
    sound?.close();
    await forget();
  }
}
