import type { PersonTrack, VideoPeople } from '../../../engine/face/people/video-people';
import { pack, unpack } from './packed';

/** Goes up with every change that gives other tracks for the same video, or another file for the same people. */
export const TRACK_VERSION = 8;

/** The people of a video as the bytes of a file, 0.6 kB a frame and face. Compressing that would save an eighth. */
export function packPeople({ width, height, times, step, people }: VideoPeople): Uint8Array<ArrayBuffer> {
  const named = people.flatMap((person, i) =>
    Object.entries(person).map(([name, array]) => [`${name}-${i}`, array] as const),
  );
  const facts = { width, height, step, people: people.length };
  return pack({ facts, arrays: { times, ...Object.fromEntries(named) } });
}

/** The people in a file, whose memory they share; null where that is damaged. */
export function unpackPeople(file: ArrayBuffer): VideoPeople | null {
  const contents = unpack(file);
  if (!contents) return null;
  const { facts, arrays } = contents;
  const { width, height, step, people } = facts as Record<'width' | 'height' | 'step' | 'people', number>;
  const person = (i: number): PersonTrack => ({
    frames: arrays[`frames-${i}`] as Int32Array,
    values: arrays[`values-${i}`] as Int16Array,
    covered: arrays[`covered-${i}`] as Uint8Array,
    openings: arrays[`openings-${i}`] as Float32Array,
  });
  const times = arrays.times as Float64Array;
  return { width, height, times, step, people: Array.from({ length: people }, (_, i) => person(i)) };
}
