import { facesIn } from '../provenance/label/free-place';
import { LABEL_SECONDS, type Label } from '../provenance/label/label';
import type { FaceTrack } from '../face/track/face-track';
import type { DubJob } from './dub-job';

/**
 * The label of a job's result, or of what is seen of it from `at` on (seconds). Null where it bears none there. Unless its
 * place is `fixed`, it leaves the faces of all who speak free; where nobody was looked for in the pictures that bear it, as far from where
 * the face is seen first.
 */
export function labelOf(
  { settings: { label, labelText }, trim }: Pick<DubJob, 'settings' | 'trim'>,
  tracks: readonly FaceTrack[],
  fixed: boolean,
  at = 0,
): Label | null {
  const seconds = LABEL_SECONDS - at;
  if (label === 'off' || seconds <= 0) return null;
  const from = Math.max(trim?.video?.from ?? 0, tracks[0]?.times[0] ?? 0);
  const faces = fixed ? [] : tracks.flatMap((track) => facesIn(track, { from, to: from + LABEL_SECONDS }));
  // A job of a version that knew only one language for all.
  const text = labelText === 'auto' ? 'both' : labelText;
  return { place: label, text, ...(at > 0 && { seconds }), ...(faces.length > 0 && { faces }) };
}
