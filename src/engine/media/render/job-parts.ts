import { pictureStart } from '../../timeline/timeline';
import { WHOLE } from '../../core/time-range';
import { labelledFrames } from '../../provenance/label/label';
import { knownColor } from '../pictures/color';
import { KEY_FRAME_INTERVAL, type EncoderShape } from '../encode/encoder';
import type { Footage } from '../decode/footage';
import { outputShape } from '../../plan/output-shape';
import type { PicturePass } from './picture-pass';
import { openScriptSound, openSoundTrack, type SoundTrack } from '../audio/sound-track';
import { lengthened } from '../../script/moves';
import { wholePlan, type WholePlan } from '../script/whole-video';
import type { RenderJob } from './render-job';

/** When each output frame is shown; one behind the last tells when that ends. */
export function timesOf({ fps }: RenderJob['plan'], whole: WholePlan | null): (frame: number) => number {
  const times = whole?.times;
  return (frame) =>
    times?.[frame] ?? (times && frame >= times.length ? (times.at(-1) ?? 0) + 1 / fps : frame / fps);
}

/** A script, and the rest of a video, show more of it than was tracked. */
export const spanOf = ({ span, script, rest }: RenderJob) => (span && !script && !rest ? { span } : {});

/** The plan of all that is shown, where the job's is for a stretch of it. */
export function wholeOf(
  { plan, span, shown, script, rest }: RenderJob,
  { times }: Footage,
  mayVary: boolean,
): WholePlan | null {
  if (!script && !rest) return null;
  const longer = Math.round(lengthened(script?.moves ?? []) * plan.fps);
  return wholePlan(plan, times, span, mayVary, script ? WHOLE : shown, longer);
}

export function openSound(
  { video, speech, plan, spoken, heard = spoken, shown, sound, cleaner, output, script, rest }: RenderJob,
  { times }: Footage,
  seconds: number,
): Promise<SoundTrack> {
  const start = (heard?.from ?? 0) - (spoken?.from ?? 0);
  const part = { from: pictureStart(times, plan.fps, shown), to: shown?.to ?? Infinity };
  const level = sound?.originalSound ?? 0;
  const under = (sound || rest) && { video, level, part, start };
  const codec = output.format === 'webm' ? 'opus' : 'aac';
  if (script) {
    const shift = pictureStart(times, plan.fps);
    return openScriptSound(video, speech, {
      ...script,
      codec,
      shift,
      duration: (times.at(-1) ?? 0) + 1 / plan.fps + lengthened(script.moves ?? []),
    });
  }
  return openSoundTrack(speech, {
    ...(heard && { heard }),
    ...(under && { under }),
    ...(rest && { rest: { from: rest.from, to: seconds } }),
    ...(cleaner && { cleaner }),
    codec,
  });
}

export type Shape = Omit<EncoderShape, 'codec'>;

export function shapeOf(
  { info, colorSpace, pixelAspect }: Footage,
  { plan, spent, output }: RenderJob,
): Shape {
  const { codedWidth: width, codedHeight: height } = info;
  const { fps } = plan;
  return {
    ...outputShape({ width, height, fps, bitrate: spent }, output),
    ...{ fps, pixelAspect },
    // A smaller picture keeps the values, and so the meaning, of the one it was made from.
    colorSpace: knownColor(colorSpace, height),
    keyFrameInterval: KEY_FRAME_INTERVAL,
  };
}

/** The opening pictures, which bear the label; null where none do. */
export function labelled({ label, plan }: RenderJob): PicturePass['label'] {
  return label ? { ...label, from: 0, to: labelledFrames(plan.fps, plan.base.length, label.seconds) } : null;
}
