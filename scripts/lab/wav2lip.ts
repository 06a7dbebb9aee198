import type { MediaInfo } from '../../src/engine/core/media-info';
import type { Wav2LipPlan } from '../../src/engine/painters/wav2lip/inputs';
import type { DubPlan } from '../../src/engine/plan/dub-plan';

/** A device by name, or the first that computes rightly. */
export type Wish = 'auto' | 'webgpu' | 'wasm';
/** The device a network runs on, or what it was refused with. */
export type Opened = { readonly device?: string; readonly code?: string };

export type PaintRequest = {
  readonly video: File;
  readonly speech: File;
  readonly network: File;
  readonly info: MediaInfo;
  readonly plan: DubPlan & Wav2LipPlan;
};
/** Frames as I420 before and after they were painted, [frames, bytes of a picture]. */
export type PaintedFrames = { readonly before: Uint8Array; readonly after: Uint8Array };

/** What the Wav2Lip engine made of a video: its frames, landmarks of the source frames [n, TRACKED, 2], source frame of each. */
export type PaintedVideo = PaintedFrames & {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly points: Float32Array;
  readonly base: Int32Array;
};

/** What `wav2lip.worker.ts` can be asked. */
export type Wav2LipLab = {
  /** Largest difference between the two devices' answers to the stored question, 0…1. */
  difference(network: Blob): Promise<number>;
  open(network: Blob, wish: Wish): Promise<Opened>;
  /** All frames of a plan as the app paints them, but not encoded. */
  paint(request: PaintRequest): Promise<PaintedFrames>;
};
