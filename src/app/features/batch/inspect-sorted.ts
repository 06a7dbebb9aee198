import type { Role } from '../../../engine/job/input/source';
import { inspect, type Slot } from '../../jobs/intake/intake';
import type { Given } from './sort-out';

/**
 * Looks at a file that its name has put on a heap. Some names are of videos and of recordings: an .mp4 with nothing but
 * sound is a recording. Null where the look was stopped.
 */
export async function inspectSorted(
  host: Parameters<typeof inspect>[0],
  role: Role,
  given: Given,
  signal: AbortSignal,
): Promise<{ readonly role: Role; readonly slot: Slot } | null> {
  const slot = await inspect(host, role, given, signal);
  if (!slot) return null;
  const isSound = role === 'video' && slot.state === 'refused' && slot.error.code === 'input/no-video';
  const heard = isSound ? await inspect(host, 'speech', given, signal) : null;
  return heard?.state === 'ready' ? { role: 'speech', slot: heard } : { role, slot };
}
