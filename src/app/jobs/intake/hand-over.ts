import type { Role } from '../../../engine/job/input/source';

/** Sounds for which some systems know no type. */
const SOUND = /\.(mp3|wav|m4a|aac|ogg|oga|opus|flac|wma|amr|aiff?|weba)$/i;

/**
 * Which of the files that were given without saying what for is the video and which the speech: a sound is the speech, a picture or
 * a video the face; the second video beside no sound gives its sound. One file for each at most.
 */
export function rolesOf<T extends { readonly file: { readonly name: string; readonly type: string } }>(
  files: readonly T[],
): Partial<Record<Role, T>> {
  const isSound = ({ file }: T) =>
    file.type === '' ? SOUND.test(file.name) : file.type.startsWith('audio/');
  const [video, second] = files.filter((each) => !isSound(each));
  const speech = files.find(isSound) ?? second;
  return { ...(video && { video }), ...(speech && { speech }) };
}
