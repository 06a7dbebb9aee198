import { DubError } from '../core/errors';
import type { PersonWish, Speaker } from '../face/people/choose-person';
import type { MouthNote } from '../face/people/mouth-notes';
import { trackOf, type PersonTrack, type VideoPeople } from '../face/people/video-people';
import type { FaceTrack } from '../face/track/face-track';
import type { MouthCurve } from '../speech/mouth-curve';
import type { DubJob } from './dub-job';
import { laidScript } from './parts';

/** Somebody who speaks beside the first. */
export type OtherSpeaker = { readonly track: FaceTrack; readonly speaker: Speaker };

/** Whose mouths are painted. */
export type Speaking = OtherSpeaker & {
  /** Of the first one's mouth, and of all the others'. */
  readonly notes: readonly MouthNote[];
  /** The others, in the order of the script's voices. */
  readonly others: readonly OtherSpeaker[];
};

/** The video's own sound, heard where it has to tell who speaks. `from`: where in the video it begins, seconds. */
export type OwnVoice = { readonly own: () => Promise<MouthCurve | null>; readonly from: number };

/**
 * Decides whose mouths are painted: whom a script names or the user wants, else by all that was found out. Throws
 * `input/no-person` where one of them is not there, and where two that are named are one and the same.
 */
export async function whoSpeaks(job: DubJob, people: VideoPeople, heard: OwnVoice): Promise<Speaking> {
  const [{ choosePerson }, { mouthNotes }] = await Promise.all([
    import('../face/people/choose-person'),
    import('../face/people/mouth-notes'),
  ]);
  const speakers: Speaker[] = [];
  for (const wish of wishesOf(job)) {
    const isOpen = people.people.length > 1 && wish.choice === undefined && wish.person === undefined;
    const curve = isOpen ? await heard.own() : null;
    const speaker = choosePerson(people, wish, curve && { curve, from: heard.from });
    if (speakers.some(({ person }) => person === speaker.person))
      throw new DubError('input/no-person', { detail: { person: speakers.length + 1, people: speaker.of } });
    speakers.push(speaker);
  }
  // Each track is moved to whoever plans with it, with all that is in it.
  const tracked = speakers.map((speaker) => ({
    speaker,
    track: { ...trackOf(people, speaker.person), times: people.times.slice() },
  }));
  const notes = speakers.flatMap(({ person }) =>
    mouthNotes(people.people[person] as PersonTrack, people.times),
  );
  const [first, ...others] = tracked as [OtherSpeaker, ...OtherSpeaker[]];
  return { ...first, others, notes: [...new Set(notes)] };
}

/** Who is wanted for each voice of the job. */
function wishesOf(job: DubJob): PersonWish[] {
  const { face = {}, script } = job;
  const voices = laidScript(job)?.voices ?? [{ face: null }];
  return voices.map(({ face: number }) => {
    if (number === null) return face;
    const choice = script?.faces?.[number - 1];
    return choice ? { choice } : { person: number };
  });
}
