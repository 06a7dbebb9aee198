import { DubError } from '../../core/errors';
import type { MediaInfo, SourceRef } from '../../core/media-info';

/** A file that the user gave, and what is in it. */
export type ProbedFile = { readonly file: File; readonly info: MediaInfo };

/** A file that jobs are made from: its bytes, what is in them, and its name by content. Made once, and passed on. */
export type Source = ProbedFile & { readonly ref: SourceRef };

/** The part that a file plays. */
export type Role = 'speech' | 'video';

export const ROLES: readonly Role[] = ['speech', 'video'];

/** Speech shorter than this has no mouth movement to show; seconds. */
const SHORTEST_SPEECH = 0.2;

/**
 * Throws where a file cannot play its part, as far as its facts tell: `input/no-video`, `input/no-frames`,
 * `input/no-audio`, `input/unsupported`, `input/speech-too-short`.
 */
export function checkFit(role: Role, info: MediaInfo): void {
  if (info.unreadable?.includes(role === 'video' ? 'video' : 'audio'))
    throw new DubError('input/unsupported');
  if (role === 'video') {
    if (!info.video) throw new DubError('input/no-video');
    if (info.video.frames === 0 && info.duration === 0) throw new DubError('input/no-frames');
    return;
  }
  if (!info.audio) throw new DubError('input/no-audio');
  if (info.duration < SHORTEST_SPEECH)
    throw new DubError('input/speech-too-short', { detail: { seconds: info.duration } });
}
