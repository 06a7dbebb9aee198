import type { TimeRange } from '../../core/time-range';
import { joinSpeeches } from '../../script/join';
import { layoutName } from '../../script/layout';
import type { CallOptions } from '../../bridge/worker-host';
import { convertFile, isDirect, type ConvertParts } from './convert-file';
import { nameOf } from '../parts';
import type { ProbedFile, Source } from './source';

/** One file of several speeches, and where in it each of them lies, seconds. */
export type JoinedFiles = ProbedFile & { readonly ranges: readonly TimeRange[] };

/**
 * Makes one speech of several, in their order, where it is not kept from before: a job has one. Those that WebCodecs does
 * not read are converted first. Throws as `ConvertService.convert` and `ConvertService.layOut`.
 */
export async function joinFiles(
  parts: ConvertParts,
  speeches: readonly Source[],
  { signal, onProgress }: CallOptions,
): Promise<JoinedFiles> {
  const ready: File[] = [];
  for (const speech of speeches) {
    const direct = isDirect('speech', speech);
    const options = { signal, ...(onProgress && { onProgress }) };
    ready.push((direct ? speech : await convertFile(parts, 'speech', speech.ref.id, speech, options)).file);
  }
  const rate = Math.max(...speeches.map(({ info }) => info.audio?.sampleRate ?? 0));
  const { layout, ranges } = joinSpeeches(
    speeches.map(({ info }) => info.duration),
    rate,
  );
  const ids = speeches.map(({ ref }) => ref.id);
  return parts.analyses.converted(
    ids[0] ?? '',
    (target, report) =>
      parts.convert.run((service, port) => service.layOut(ready, layout, target, port), {
        signal,
        onProgress: report,
      }),
    async (path) => {
      const file = await parts.open(path);
      const info = await parts.probe.run((service, port) => service.probe(file, port), { signal });
      return { file, info, ranges };
    },
    { which: nameOf(...ids, layoutName(layout)), signal, ...(onProgress && { onProgress }) },
  );
}
