import { DEFAULT_SETTINGS } from '../../src/engine/plan/dub-plan';
import type { ReusePlan } from '../../src/engine/painters/reuse/inputs';
import type { Person } from '../../src/engine/painters/reuse/speaker/person';
import { planMouths, type Clocks } from '../../src/engine/painters/reuse/plan';
import { encodeShape, type MouthModel } from '../../src/engine/face/mouth-model';
import type { MediaInfo } from '../../src/engine/core/media-info';
import type { FaceTrack } from '../../src/engine/face/track/face-track';
import { mouthShapes } from '../../src/engine/face/track/mouth/mouth-shape';
import { smoothFrames } from '../../src/engine/face/track/smooth';

/**
 * The plan of a dub whose ear makes no mistake: what is wanted of the mouth in the footage is what another video of
 * the same person shows, frame by frame, against the closed mouth of the footage. `seconds`: length of the sound.
 */
export function planByTruth(
  model: MouthModel,
  footage: { readonly info: MediaInfo; readonly track: FaceTrack },
  truth: FaceTrack,
  seconds: number,
): ReusePlan {
  const speech = {
    ...{ values: new Float32Array(0), loudnessDb: new Float32Array(0), voice: new Float32Array(0) },
    heard: { rows: new Int8Array(0), size: 0 },
    ...{ components: model.components, duration: seconds },
  };
  const want = (person: Person, clocks: Clocks) => shownBy(model, truth, person, clocks);
  return planMouths({ ...footage, speech, settings: DEFAULT_SETTINGS }, model, want);
}

/** Coefficients of the mouth that `track` shows at the middle of each output frame. */
function shownBy(
  model: MouthModel,
  track: FaceTrack,
  { neutral }: Person,
  { frames, fps }: Clocks,
): Float32Array {
  const { components } = model;
  const smooth = smoothFrames(track);
  const { poses, shape } = mouthShapes(smooth, model.reference);
  const seen = poses.flatMap((pose, frame) => (pose ? [frame] : []));
  const wanted = new Float32Array(frames * components);
  for (let i = 0; i < frames; i++) {
    // The face may be lost in a frame: the nearest one that shows it stands in.
    const frame = seen.reduce((best, each) => (off(each, i) < off(best, i) ? each : best), seen[0] as number);
    encodeShape(model, shape(frame), neutral, wanted.subarray(i * components, (i + 1) * components));
  }
  return wanted;

  function off(frame: number, i: number): number {
    return Math.abs((smooth.times[frame] as number) - (smooth.times[0] as number) - i / fps);
  }
}
