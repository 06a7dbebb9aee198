import type { Stretch, TrackService } from '../../bridge/services';
import type { Lease } from '../../bridge/lease';
import type { CallOptions } from '../../bridge/worker-host';
import type { VideoPeople } from '../../face/people/video-people';
import type { TimeRange } from '../../core/time-range';
import { usedSeconds } from '../../core/trim';
import type { ProbedFile } from '../input/source';
import { shareStep, together } from './shared-step';

type Tracker = Pick<Lease<TrackService>, 'run' | 'dispose'>;
export type Trackers = { readonly track: Tracker; readonly trackBeside: Tracker };

/** A video, and what of it is tracked: the frames within `span`, seconds, or all. */
export type TrackedVideo = ProbedFile & { readonly span: TimeRange | null };

/** What is shorter than this (s) is not worth two landmarkers. */
const SHORTEST_TO_SHARE = 2;

/**
 * Everybody in a video or in a span of it, the two halves tracked side by side. The trackers are ended as soon as they
 * are done: their memory is back before it is sorted out who is who.
 * Throws `input/no-video`, `input/no-frames`, `input/no-face`.
 */
export async function trackVideo(
  { track, trackBeside }: Trackers,
  { file, info, span }: TrackedVideo,
  { signal, onProgress = () => {} }: CallOptions,
): Promise<VideoPeople> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const [forFirst, forSecond] = shareStep('track', [1, 1], onProgress);
  const trackPart = (tracker: Tracker, stretch: Stretch, report = onProgress) =>
    tracker.run((service, port) => service.track(file, stretch, span, port), {
      signal: either,
      onProgress: report,
    });
  const parts =
    usedSeconds(info.duration, span ?? undefined) < SHORTEST_TO_SHARE
      ? [await trackPart(track, { part: 0, of: 1 })]
      : await together(
          stop,
          trackPart(track, { part: 0, of: 2 }, forFirst),
          trackPart(trackBeside, { part: 1, of: 2 }, forSecond),
        );
  track.dispose();
  trackBeside.dispose();
  // Not wanted before a job runs.
  const { joinPeople } = await import('../../face/people/join-people');
  return joinPeople(parts);
}
