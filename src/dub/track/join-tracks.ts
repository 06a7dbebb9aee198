import { DubError } from '../errors';
import { coveredFrames } from './covered';
import { FRAME_SIZE } from './face-frames';
import type { FaceTrack, TrackPart } from './face-track';
import { LOOK_BYTES } from './face-look';

/**
 * The track of a whole video from those of its stretches, in their order.
 * Throws `input/no-frames`, and `input/no-face` where there is no face in any of them.
 */
export function joinTracks(stretches: readonly TrackPart[]): FaceTrack {
  const frames = stretches.reduce((sum, { times }) => sum + times.length, 0);
  const first = stretches[0];
  if (!first || frames === 0) throw new DubError('input/no-frames');
  if (!stretches.some(({ present }) => present.includes(1)))
    throw new DubError('input/no-face', { detail: { frames } });
  const times = new Float64Array(frames);
  const present = new Uint8Array(frames);
  const looks = new Uint8Array(frames * LOOK_BYTES);
  const points = { step: first.points.step, values: new Int16Array(frames * FRAME_SIZE) };
  let at = 0;
  for (const stretch of stretches) {
    times.set(stretch.times, at);
    present.set(stretch.present, at);
    looks.set(stretch.looks, at * LOOK_BYTES);
    points.values.set(stretch.points.values, at * FRAME_SIZE);
    at += stretch.times.length;
  }
  return {
    width: first.width,
    height: first.height,
    times,
    present,
    covered: coveredFrames(looks, present),
    points,
  };
}
