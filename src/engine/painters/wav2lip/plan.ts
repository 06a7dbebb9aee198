import { DubError } from '../../core/errors';
import type { PlanRequest } from '../kind';
import { FADE_FRAMES, combineShares, wantOriginal } from '../../timeline/fade';
import { keepFrames, type Kept } from '../shared/kept';
import { outputFrames } from '../shared/output-frames';
import { pausedFrames } from '../../speech/pauses';
import { framesWithin } from '../../timeline/timeline';
import { SPEECH_RATE } from '../../speech/spectrum/log-mel';
import type { MouthCurve } from '../../speech/mouth-curve';
import { flatFrame, flatFrames, measuredFrames, type FaceFrames } from '../../face/track/face-frames';
import type { FaceTrack } from '../../face/track/face-track';
import { mouthShapes } from '../../face/track/mouth/mouth-shape';
import { smoothFrames } from '../../face/track/smooth';
import { isWithin, WHOLE, type TimeRange } from '../../core/time-range';
import { faceBox, smoothBoxes } from './paint/face-box';
import type { Wav2LipPlan, Wav2LipSettings } from './inputs';
import { COLUMN_RATE } from './network/mel';
import { chooseReferences } from './references';
import { publishedWindows, windowStart } from './network/windows';

export type Wav2LipRequest = Omit<PlanRequest, 'own' | 'ownFrom' | 'speech'> & {
  readonly speech: Pick<MouthCurve, 'duration' | 'loudnessDb' | 'voice'>;
  readonly wav2lip: Wav2LipSettings;
};

/** The published padding below the chin, pixels. */
const PUBLISHED_PAD = 10;

/**
 * Decides what every output frame is. `reference`: pose points of the reference face.
 * Pure and deterministic. Throws `input/no-video`, `input/no-face`.
 */
export function planWav2Lip(request: Wav2LipRequest, reference: ArrayLike<number>): Wav2LipPlan {
  const { info, track: measured, speech, settings, wav2lip, keepOriginal = [], shown, made } = request;
  if (!info.video) throw new DubError('input/no-video');
  if (!measured.present.includes(1)) throw new DubError('input/no-face');
  const published = wav2lip.method === 'published';
  const kept = published ? keepHard(measured, keepOriginal) : keepFrames(measured, reference, keepOriginal);
  const track = published ? measuredFrames(measured) : smoothFrames(kept.track);
  const { fps } = info.video;
  const starts = published ? publishedWindows(columnsOf(speech.duration), fps) : null;
  const output = starts
    ? {
        base: request.retimed
          ? exactly(outputFrames(request, fps).base, starts.length)
          : overAndOver(track.times, fps, starts.length, shown),
      }
    : outputFrames(request, fps);
  const { base } = output;
  const paused =
    !published && settings.pauses === 'original'
      ? pausedFrames(speech, base.length, fps, settings.offset, FADE_FRAMES)
      : new Uint8Array(base.length);
  const windows =
    starts ?? Int32Array.from(base, (_, i) => windowStart(i / fps - settings.offset, fps, wav2lip.lead));
  return {
    ...{ fps, ...output, ...combineShares(base, kept.strength, wantOriginal(paused, fps, made)) },
    look: { blending: settings.blending, sharpening: settings.sharpening },
    inputs: {
      settings: wav2lip,
      boxes: boxesOf(track, published),
      reference: published ? base : chooseReferences(mouthShapes(track, reference), base),
      windows,
      // Ten decibels for half an opening, in the spectrogram's unit of 12.5 dB.
      gain: published ? 0 : 1.6 * (settings.opening - 1),
      points: flatFrames(track),
    },
  };
}

/** The published method shows footage that is too short again from its start. */
/** So many frames, the last one again where there are fewer. */
const exactly = (frames: Int32Array, count: number) =>
  Int32Array.from({ length: count }, (_, i) => frames[Math.min(i, frames.length - 1)] as number);

function overAndOver(times: Float64Array, fps: number, count: number, shown: TimeRange = WHOLE): Int32Array {
  const { first, end } = framesWithin(times, fps, shown);
  return Int32Array.from({ length: count }, (_, i) => first + (i % (end - first)));
}

/** The published method paints whatever face was found, and knows no fades; only what the user keeps is left out. */
function keepHard(track: FaceTrack, ranges: readonly TimeRange[]): Kept {
  const painted = (here: number, frame: number) =>
    here === 1 && !isWithin(ranges, track.times[frame] as number) ? 1 : 0;
  return { track, strength: Float32Array.from(track.present, painted) };
}

/** Columns of the spectrogram of so much sound. */
const columnsOf = (duration: number) =>
  1 + Math.floor(Math.round(duration * SPEECH_RATE) / (SPEECH_RATE / COLUMN_RATE));

function boxesOf(track: FaceFrames, published: boolean): Float32Array {
  const boxes = new Float32Array(track.present.length * 4);
  const frames = [...track.present.keys()].filter((frame) => track.present[frame] === 1);
  for (const frame of frames) {
    const { x1, y1, x2, y2 } = faceBox(flatFrame(track, frame), track, published ? PUBLISHED_PAD : undefined);
    boxes.set([x1, y1, x2, y2], 4 * frame);
  }
  if (!published) return boxes;
  const whole = Int32Array.from(frames.flatMap((frame) => [...boxes.subarray(4 * frame, 4 * frame + 4)]));
  smoothBoxes(whole);
  frames.forEach((frame, i) => boxes.set(whole.subarray(4 * i, 4 * i + 4), 4 * frame));
  return boxes;
}
