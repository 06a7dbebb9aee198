import type { Role } from '../../../engine/job/input/source';
import { inspect, type Slot } from '../../jobs/intake/intake';
import type { Given } from './sort-out';

/** The heap that a file was put on, or null beside both, and the one that its name has sorted it to. */
export type Place = { readonly put: Role | null; readonly role: Role };

/**
 * Looks at a file that was put on the heap of `put`, or beside both (null), and that its name has sorted to `role`. Some
 * names are of videos and of recordings: an .mp4 with nothing but sound is a recording. One that was picked
 * for the videos is a video in which there is no picture. Null where the look was stopped.
 */
export async function inspectSorted(
  host: Parameters<typeof inspect>[0],
  { put, role }: Place,
  given: Given,
  signal: AbortSignal,
): Promise<{ readonly role: Role; readonly slot: Slot } | null> {
  const slot = await inspect(host, role, given, signal);
  if (!slot) return null;
  const mayMove = put !== 'video' || given.inFolder;
  const isSound =
    role === 'video' && mayMove && slot.state === 'refused' && slot.error.code === 'input/no-video';
  const heard = isSound ? await inspect(host, 'speech', given, signal) : null;
  return heard?.state === 'ready' ? { role: 'speech', slot: heard } : { role, slot };
}
