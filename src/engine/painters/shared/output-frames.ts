import { calmFrame } from '../../face/track/choice/calm-frame';
import type { FaceTrack } from '../../face/track/face-track';
import type { LengthSettings, Timeline } from '../../plan/dub-plan';
import { baseFrames, frameCount, framesOnce } from '../../timeline/timeline';
import type { PlanRequest } from '../kind';
import { retimedFrames } from './retimed-frames';

type Request = Pick<PlanRequest, 'shown' | 'made' | 'lasts' | 'retimed' | 'evenly'> & {
  readonly track: FaceTrack;
  readonly speech: { readonly duration: number };
  readonly settings: Pick<LengthSettings, 'longSpeech'>;
};

/** The source frame under each output frame, as the user wants it where the speech outlasts the footage. */
export function outputFrames(
  { track, speech, settings, shown, made, retimed, evenly = false, lasts = speech.duration }: Request,
  fps: number,
): Pick<Timeline, 'base' | 'seams' | 'holds'> {
  const once = framesOnce(track.times, fps, shown);
  const wanted = frameCount(lasts, fps);
  // What goes on behind a stretch that ends within a frame brings that frame: one from before it would be a jerk.
  const count = made && wanted === once.length + 1 ? once.length : wanted;
  if (retimed) return retimedFrames(track, once, { retimed, evenly, fps, count });
  const isShort = count > once.length && once.length > 1;
  if (isShort && settings.longSpeech === 'hold') {
    const calm = calmFrame(track, once);
    const base = Int32Array.from({ length: count }, (_, i) => once[Math.min(i, calm)] as number);
    return { base, holds: track.times[once[calm] as number] as number };
  }
  if (isShort && settings.longSpeech === 'repeat') {
    const rounds = Math.ceil(count / once.length);
    return {
      base: Int32Array.from({ length: count }, (_, i) => once[i % once.length] as number),
      seams: Int32Array.from({ length: rounds - 1 }, (_, round) => (round + 1) * once.length),
    };
  }
  // So do jobs of older versions, which say nothing of it.
  return { base: baseFrames(track.times, fps, count, shown) };
}
