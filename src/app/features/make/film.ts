import type { Role } from '../../../engine/job/input/source';
import type { Chosen } from '../../jobs/intake/intake';
import type { Studio } from '../../studio.svelte';

/** A file on the table in the form that it is played in, where it had to be converted. */
export function readableOf(
  { conversions }: Pick<Studio['table'], 'conversions'>,
  role: Role,
  { file }: Chosen,
): File {
  const conversion = conversions.of[role];
  return conversion.state === 'ready' ? conversion.chosen.file : file;
}

/** Small pictures of the video on the table from its beginning to its end; none until it was looked over. */
export const stripOf = ({ look }: Pick<Studio['faces'], 'look'>): Blob[] =>
  look.state === 'ready' ? look.scan.strip.map((picture) => new Blob([picture], { type: 'image/jpeg' })) : [];
