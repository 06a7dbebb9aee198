import { sharpen } from '../../picture/sharpen';
import type { Painter, Work } from '../painter';
import type { VideoInfo } from '../../core/media-info';
import type { Picture } from '../../picture/picture';
import { frameOf } from '../shared/face-geometry';
import { colorNumbers, type ColorModel } from './paint/color';
import { cutFace, turnFace } from './paint/cut-face';
import { codedBox, type FaceBox } from './paint/face-box';
import { toFacePlanes } from './paint/face-planes';
import { OWN_SHARPENING, type Wav2LipPlan } from './inputs';
import { SILENCE, type Wav2LipMel } from './network/mel';
import { mouthRegion, wholeRegion } from './paint/mouth-region';
import { pasteFace } from './paint/paste-face';
import { WINDOW_SIZE, readWindow } from './network/windows';

/** A Wav2Lip network on some device, handed in from outside. */
export type Wav2LipNet = {
  /** Height and width of its faces. */
  readonly size: number;
  /** Frames that it takes best at once. */
  readonly batch: number;
  /**
   * mel [count, 80, 16] and faces [count, 6, size, size] → faces [count, 3, size, size]. Runs are taken up in order.
   * The arrays given are not written to and not kept.
   */
  run(mel: Float32Array, faces: Float32Array, count: number): Promise<Float32Array>;
};

export type Wav2LipParts = {
  readonly plan: Wav2LipPlan;
  readonly video: VideoInfo;
  readonly color: ColorModel;
  readonly mel: Wav2LipMel;
  readonly net: Wav2LipNet;
};

/** Channels of one picture, blue green red. */
const CHANNELS = 3;

/** A network that paints the mouth, given the face and 0.2 s of sound. */
export function createWav2LipPainter({ plan, video, color: model, mel, net }: Wav2LipParts): Painter {
  const { settings, reference, windows, gain, points } = plan.inputs;
  const { blending, sharpening } = plan.look;
  const published = settings.method === 'published';
  const color = colorNumbers(model);
  const { size } = net;
  const picture = CHANNELS * size * size;
  const [coded, turned] = [new Float32Array(picture), new Float32Array(picture)];
  // Bytes: four dozen references of a large network would take four times as much as numbers.
  const references = new Map<number, Uint8Array>();

  /** Where the face lies in the coded picture. */
  const boxOf = (source: number): FaceBox => {
    const [x1, y1, x2, y2] = plan.inputs.boxes.subarray(4 * source, 4 * source + 4) as unknown as Quad;
    return codedBox({ x1, y1, x2, y2 }, video.rotation, video.codedWidth, video.codedHeight);
  };

  /** The face upright, scaled to the network's size: [3, size, size]. */
  const cut = (source: number, frame: Picture): Uint8Array => {
    cutFace(frame, boxOf(source), size, color, coded);
    return Uint8Array.from(turnFace(coded, size, video.rotation, true, turned));
  };

  /** Writes the two inputs of one frame at place `k` of a batch. */
  const prepare = ({ index, frame }: Work, k: number, sound: Float32Array, faces: Float32Array): void => {
    readWindow(mel, windows[index] as number, sound, k * WINDOW_SIZE);
    if (gain !== 0) amplify(sound.subarray(k * WINDOW_SIZE, (k + 1) * WINDOW_SIZE), gain);
    const source = plan.base[index] as number;
    const own = cut(source, frame);
    show(own, faces, 2 * k * picture);
    hideLowerHalf(faces.subarray(2 * k * picture, (2 * k + 1) * picture), size);
    show(references.get(reference[index] as number) ?? own, faces, (2 * k + 1) * picture);
  };

  const finish = ({ index, frame }: Work, answer: Float32Array): void => {
    const source = plan.base[index] as number;
    const box = boxOf(source);
    if (box.x2 - box.x1 < 2 || box.y2 - box.y1 < 2) return;
    const face = toFacePlanes(turnFace(answer, size, video.rotation, false, turned), size, color, published);
    if (published) return pasteFace(frame, box, face, wholeRegion(box, frame), 'linear', false);
    sharpen(face.planes[0], size, size, 1, sharpening ?? OWN_SHARPENING);
    pasteFace(
      frame,
      box,
      face,
      mouthRegion(frameOf(points, source, video), box, frame, blending),
      'cubic',
      true,
    );
  };

  return {
    batch: net.batch,
    studies: published ? new Int32Array(0) : wanted(plan),
    study: (source, frame) => void references.set(source, cut(source, frame)),
    async paint(frames) {
      const sound = new Float32Array(frames.length * WINDOW_SIZE);
      const faces = new Float32Array(frames.length * 2 * picture);
      frames.forEach((work, k) => prepare(work, k, sound, faces));
      const answers = await net.run(sound, faces, frames.length);
      frames.forEach((work, k) => finish(work, answers.subarray(k * picture, (k + 1) * picture)));
    },
    release: () => references.clear(),
  };
}

type Quad = [number, number, number, number];

/** Source frames that are the reference of some painted frame, ascending. */
function wanted({ keep, inputs }: Wav2LipPlan): Int32Array {
  const frames = new Set<number>();
  keep.forEach((kept, i) => {
    if (!kept) frames.add(inputs.reference[i] as number);
  });
  return Int32Array.from(frames).sort();
}

/** Bytes as the network sees them, 0…1, to `faces[at…]`. */
function show(bytes: Uint8Array, faces: Float32Array, at: number): void {
  for (let i = 0; i < bytes.length; i++) faces[at + i] = (bytes[i] as number) / 255;
}

/** The network is to invent what it cannot see: the lower half of each plane becomes black. */
function hideLowerHalf(face: Float32Array, size: number): void {
  const area = size * size;
  for (let plane = 0; plane < CHANNELS; plane++)
    face.fill(0, plane * area + (size / 2) * size, (plane + 1) * area);
}

/** A gain is a constant in the log domain; silence stays silence. */
function amplify(window: Float32Array, gain: number): void {
  for (let i = 0; i < window.length; i++) {
    const level = window[i] as number;
    if (level > SILENCE) window[i] = Math.min(4, Math.max(SILENCE, level + gain));
  }
}
