import type { ConvertParts } from '../../../engine/job/input/convert-file';
import { joinFiles, type JoinedFiles } from '../../../engine/job/input/join-files';
import { checkFit, type Source } from '../../../engine/job/input/source';
import type { Sources } from '../../jobs/sources';

export type JoinFiles = (files: readonly File[]) => Promise<JoinedFiles>;

/** What could not be used of several files, and why. */
export class UnfitFile extends Error {
  override readonly name = 'UnfitFile';
  constructor(
    readonly file: File,
    override readonly cause: unknown,
  ) {
    super(file.name);
  }
}

/** Looks at all files, and makes one speech of them. Throws an `UnfitFile`, or as `joinFiles`. */
export async function joinGiven(
  parts: ConvertParts,
  sources: Pick<Sources, 'identify'>,
  files: readonly File[],
): Promise<JoinedFiles> {
  const { signal } = new AbortController();
  const look = async (file: File): Promise<Source> => {
    try {
      const info = await parts.probe.run((service, port) => service.probe(file, port), { signal });
      checkFit('speech', info);
      return { file, info, ref: await sources.identify(file) };
    } catch (reason) {
      throw new UnfitFile(file, reason);
    }
  };
  return joinFiles(parts, await Promise.all(files.map(look)), { signal });
}
