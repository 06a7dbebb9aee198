import type { Role } from './intake';

/**
 * Which of the files that the system handed over is the video and which the speech: a sound is the speech, a picture or
 * a video the face; the second video beside no sound gives its sound. One file for each at most.
 */
export function rolesOf<T extends { readonly file: { readonly type: string } }>(
  files: readonly T[],
): Partial<Record<Role, T>> {
  const isSound = ({ file }: T) => file.type.startsWith('audio/');
  const [video, second] = files.filter((each) => !isSound(each));
  const speech = files.find(isSound) ?? second;
  return { ...(video && { video }), ...(speech && { speech }) };
}
