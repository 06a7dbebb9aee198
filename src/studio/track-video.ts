import type { Stretch, TrackService, TrackWish } from '../bridge/services';
import type { CallOptions, WorkerHost } from '../bridge/worker-host';
import type { FaceTrack } from '../dub/track/face-track';
import { joinTracks } from '../dub/track/join-tracks';
import { usedSeconds } from '../dub/trim';
import type { Chosen } from './intake';
import { shareStep, together } from './shared-step';

type Tracker = Pick<WorkerHost<TrackService>, 'run' | 'dispose'>;
export type Trackers = { readonly track: Tracker; readonly trackBeside: Tracker };

/** A video, and what of it is tracked. */
export type TrackedVideo = Chosen & { readonly wish: TrackWish };

/** What is shorter than this (s) is not worth two landmarkers. */
const SHORTEST_TO_SHARE = 2;

/**
 * The face in every frame of a video or of a span of it, the chosen one where there are several, the two halves tracked
 * side by side. The trackers are ended as soon as they are done: their memory is back before the track is put together.
 * Throws `input/no-video`, `input/no-frames`, `input/no-face`.
 */
export async function trackVideo(
  { track, trackBeside }: Trackers,
  { file, info, wish }: TrackedVideo,
  { signal, onProgress = () => {} }: CallOptions,
): Promise<FaceTrack> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const [forFirst, forSecond] = shareStep('track', [1, 1], onProgress);
  const trackPart = (tracker: Tracker, stretch: Stretch, report = onProgress) =>
    tracker.run((service, port) => service.track(file, stretch, wish, port), {
      signal: either,
      onProgress: report,
    });
  const parts =
    usedSeconds(info.duration, wish.span) < SHORTEST_TO_SHARE
      ? [await trackPart(track, { part: 0, of: 1 })]
      : await together(
          stop,
          trackPart(track, { part: 0, of: 2 }, forFirst),
          trackPart(trackBeside, { part: 1, of: 2 }, forSecond),
        );
  track.dispose();
  trackBeside.dispose();
  return joinTracks(parts);
}
