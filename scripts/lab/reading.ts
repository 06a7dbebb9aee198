import type { MediaInfo } from '../../src/engine/core/media-info';
import type { Picture } from '../../src/engine/picture/picture';
import { turnPicture } from '../../src/engine/picture/turn-picture';
import { openFootage } from '../../src/engine/media/decode/footage';
import { readMono } from '../../src/engine/media/audio/sound';
import { readNumber } from '../../tests/fixtures/frame-number';

const { signal } = new AbortController();

/** What the app's readers make of a file whose frames have numbers drawn into them. */
export type ReadFile = {
  readonly info: MediaInfo;
  /** The number in each frame, and when it is shown, seconds; empty without pictures. */
  readonly numbers: Int32Array;
  readonly times: Float64Array;
  /** The sound in mono at 16 kHz; empty where there is none. */
  readonly sound: Float32Array;
};

/** Samples a second of `ReadFile`'s sound. */
const RATE = 16_000;

export async function readFile(file: File, info: MediaInfo): Promise<ReadFile> {
  const pictures = info.video ? await readPictures(file) : {};
  const sound = info.audio ? await readSound(file) : new Float32Array(0);
  return { info, numbers: new Int32Array(0), times: new Float64Array(0), ...pictures, sound };
}

async function readPictures(file: File): Promise<Pick<ReadFile, 'numbers' | 'times'>> {
  const footage = await openFootage(file);
  try {
    const numbers: number[] = [];
    const all = footage.times.map((_, frame) => frame);
    for await (const { picture } of footage.pictures(all, signal))
      numbers.push(readNumber(picture.data, picture.width));
    return { numbers: Int32Array.from(numbers), times: footage.times };
  } finally {
    footage.close();
  }
}

async function readSound(file: File): Promise<Float32Array> {
  const pieces: Float32Array[] = [];
  for await (const piece of readMono(file, RATE, signal)) pieces.push(piece);
  const sound = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    sound.set(piece, at);
    at += piece.length;
  }
  return sound;
}

/** A seek that leads to the picture that is shown already presents none; milliseconds. */
const PRESENTED_MS = 1000;

/** What the browser's own player shows: the number in the picture at each of these times, and how long it says it is. */
export async function playFile(
  url: string,
  times: readonly number[],
): Promise<{ duration: number; numbers: Int32Array }> {
  const video = document.createElement('video');
  video.muted = true;
  // The lab's server gives no ranges, which seeking needs.
  const address = URL.createObjectURL(await (await fetch(url)).blob());
  video.src = address;
  await new Promise((resolve, reject) => {
    video.addEventListener('loadeddata', resolve, { once: true });
    video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
  });
  const numbers: number[] = [];
  for (const time of times) {
    const seeked = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
    // A busy machine says that it is there before its picture is.
    const presented = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    video.currentTime = time;
    await seeked;
    await Promise.race([presented, new Promise((resolve) => setTimeout(resolve, PRESENTED_MS))]);
    numbers.push(await numberIn(video));
  }
  URL.revokeObjectURL(address);
  return { duration: video.duration, numbers: Int32Array.from(numbers) };
}

async function numberIn(video: HTMLVideoElement): Promise<number> {
  const { videoWidth: width, videoHeight: height } = video;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  context.drawImage(video, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return readNumber(
    Uint8Array.from({ length: width * height }, (_, i) => data[4 * i]!),
    width,
  );
}

/** What the app makes of a file's pictures: mean luma of the four corners of each, upright, row by row. */
export type SeenFile = {
  readonly given: MediaInfo;
  readonly width: number;
  readonly height: number;
  /** [frames, 4] */
  readonly corners: Float32Array;
  /** Root mean square of the sound in mono; 0 without. */
  readonly level: number;
};

/** `given`: what was found out about the file before it was converted to `file`. */
export async function seeFile(file: File, given: MediaInfo): Promise<SeenFile> {
  const corners: number[] = [];
  let size = { width: 0, height: 0 };
  if (given.video) {
    const footage = await openFootage(file);
    try {
      const { rotation } = footage.info;
      for await (const { picture } of footage.pictures(footage.times.keys(), signal)) {
        const upright = turnPicture(picture, rotation, new Uint8Array(picture.data.length));
        size = { width: upright.width, height: upright.height };
        corners.push(...cornersOf(upright));
      }
    } finally {
      footage.close();
    }
  }
  const sound = given.audio ? await readSound(file) : new Float32Array(0);
  const power = sound.reduce((sum, value) => sum + value * value, 0) / Math.max(1, sound.length);
  return { given, ...size, corners: Float32Array.from(corners), level: Math.sqrt(power) };
}

/** Mean luma of a square in each corner, a quarter of the short side long. */
function cornersOf({ width, height, data }: Picture): number[] {
  const side = Math.floor(Math.min(width, height) / 4);
  return [0, height - side].flatMap((top) =>
    [0, width - side].map((left) => {
      let sum = 0;
      for (let y = top; y < top + side; y++)
        for (let x = left; x < left + side; x++) sum += data[y * width + x] as number;
      return sum / side ** 2;
    }),
  );
}
