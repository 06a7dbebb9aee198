import { DubError } from '../../core/errors';
import type { MediaInfo } from '../../core/media-info';
import { createPicture } from '../../picture/picture';
import type { TaskContext } from '../../core/progress';
import { createEncoder } from '../encode/create-encoder';
import { createOutput, createPacketTrack, writeFile } from '../output/file-output';
import { createPartFile } from '../output/opfs';
import { checkPicture, LIMITS } from '../input/limits';
import { announcedSize, stillFormat, stillSize } from '../input/still-facts';
import { rgbaToPicture } from '../pictures/yuv';

/** A still picture becomes footage of this rate and length: as Wav2Lip has it, and long enough for any reader. */
const FPS = 25;
const FRAMES = FPS;
/** Spent on the few frames that every later step sees. */
const BITS_A_PIXEL = 0.8;

const BT709 = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false } as const;

/** Among so many bytes a JPEG tells its size: small pictures and colour profiles may come before. */
const HEAD_BYTES = 1 << 20;

/** What a still picture is, or null where the file is none. Throws `input/unreadable`, `input/picture-size`. */
export async function probeStill(file: Blob): Promise<MediaInfo | null> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const format = stillFormat(head);
  if (!format) return null;
  // Before it is decoded: a few kilobytes can announce more pixels than there is memory.
  const announced = announcedSize(format, head);
  if (announced) checkPicture(announced.width, announced.height, LIMITS.stillPixels);
  const bitmap = await decode(file);
  const { width, height } = stillSize(bitmap.width, bitmap.height);
  bitmap.close();
  const size = { width, height, codedWidth: width, codedHeight: height, rotation: 0 } as const;
  return {
    ...{ container: format, duration: FRAMES / FPS, audio: null, reader: 'picture' },
    video: { codec: format.toLowerCase(), ...size, fps: FPS, frames: 1, bitrate: 0 },
  };
}

/**
 * Turns a still picture into a second of footage, H.264 in mp4, at the OPFS path `target`; upright, as its EXIF data
 * say. Throws `input/unreadable`, `storage/full`, `codec/no-encoder`, `codec/failed`.
 */
export async function convertStill(
  file: Blob,
  target: string,
  { signal, report }: TaskContext,
): Promise<void> {
  const picture = await readStill(file);
  const { width, height } = picture;
  const track = createPacketTrack('avc');
  const encoder = await createEncoder(
    {
      ...{ codec: 'avc', width, height, fps: FPS, colorSpace: BT709, pixelAspect: 1, keyFrameInterval: 1 },
      bitrate: Math.round(BITS_A_PIXEL * width * height * FPS),
    },
    'auto',
    track.sink,
  );
  try {
    const part = await createPartFile(target);
    const output = createOutput(part);
    output.addVideoTrack(track.source, { frameRate: FPS });
    await writeFile(output, part, async (check) => {
      for (let frame = 0; frame < FRAMES; frame++) {
        signal.throwIfAborted();
        await encoder.add(frame / FPS, picture);
        check();
        report({ step: 'convert', done: frame + 1, total: FRAMES });
      }
      await encoder.finish();
    });
  } finally {
    encoder.close();
  }
}

async function readStill(file: Blob) {
  const bitmap = await decode(file);
  const { width, height } = stillSize(bitmap.width, bitmap.height);
  const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!canvas) throw new DubError('codec/failed', { detail: { step: 'picture' } });
  canvas.imageSmoothingQuality = 'high';
  // What is transparent would become black.
  canvas.fillStyle = '#fff';
  canvas.fillRect(0, 0, width, height);
  canvas.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const picture = createPicture(width, height);
  const { data } = canvas.getImageData(0, 0, width, height, { colorSpace: 'srgb' });
  rgbaToPicture(new Uint8Array(data.buffer), BT709, picture);
  return picture;
}

async function decode(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (cause) {
    throw new DubError('input/unreadable', { cause, detail: { reason: 'picture' } });
  }
}
