import type { FaceTrack } from '../track/face-track';
import { mouthMotion, STILL } from './mouth-motion';
import type { PersonTrack } from './video-people';

/**
 * What is worth knowing of a speaker's mouth. `still`: it never moves, so that there is no open one to borrow.
 * `covered`: something is before it for a large part of the time, which stays as it was filmed.
 */
export type MouthNote = 'still' | 'covered';

/** Share of the frames with the face from which on it is worth a word that its mouth is covered. */
const MUCH = 0.25;

export function mouthNotes(person: PersonTrack, times: FaceTrack['times']): MouthNote[] {
  const covered = person.covered.reduce((sum, one) => sum + one, 0);
  return [
    ...(mouthMotion(person, times) < STILL ? (['still'] as const) : []),
    ...(covered > MUCH * person.frames.length ? (['covered'] as const) : []),
  ];
}
