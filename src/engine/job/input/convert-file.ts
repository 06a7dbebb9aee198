import type { ConvertService, ProbeService } from '../../bridge/services';
import type { Lease } from '../../bridge/lease';
import type { CallOptions } from '../../bridge/worker-host';
import type { AnalysisStore } from '../analyses/analysis-store';
import type { ProbedFile, Role } from './source';
import { nameOf, soundName } from '../parts';
import { readerFor } from './reader-for';

export type ConvertParts = {
  readonly convert: Pick<Lease<ConvertService>, 'run'>;
  readonly probe: Pick<Lease<ProbeService>, 'run'>;
  readonly analyses: Pick<AnalysisStore, 'converted'>;
  readonly open: (path: string) => Promise<File>;
};

/** True where a file is read as it is for its part. */
export const isDirect = (role: Role, { info }: ProbedFile): boolean => readerFor(role, info) === 'webcodecs';

/**
 * A file in a form that WebCodecs reads, made where it is not kept from before; `id` names its content. Whoever wants the
 * same one meanwhile waits for it. Throws as `ConvertService.convert`.
 */
export async function convertFile(
  { convert, probe, analyses, open }: ConvertParts,
  role: Role,
  id: string,
  { file, info }: ProbedFile,
  options: Pick<CallOptions, 'signal' | 'onProgress'>,
): Promise<ProbedFile> {
  // Of a speech that has pictures too nobody looks at them.
  const wanted = role === 'speech' ? { ...info, video: null } : info;
  const which = nameOf(role === 'speech' && info.video ? 'sound' : '', soundName(info));
  const { signal } = options;
  return analyses.converted(
    id,
    (target, onProgress) =>
      convert.run((service, port) => service.convert(file, wanted, target, port), { signal, onProgress }),
    async (path) => {
      const converted = await open(path);
      const told = await probe.run((service, port) => service.probe(converted, port), { signal });
      return { file: converted, info: told };
    },
    { which, ...options },
  );
}
