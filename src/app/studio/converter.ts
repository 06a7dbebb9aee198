import type { ConvertService, ProbeService } from '../../engine/bridge/services';
import type { Lease } from '../../engine/bridge/lease';
import type { CallOptions } from '../../engine/bridge/worker-host';
import { convertFile, type ConvertParts } from '../../engine/job/input/convert-file';
import type { Role } from '../../engine/job/input/source';
import type { JoinFiles } from '../features/lines/join-given';
import type { Chosen } from '../jobs/intake/intake';
import type { RunnerParts } from '../jobs/run/runner';
import type { Sources } from '../jobs/sources';
import { holdJob } from '../storage/lease';

export type ConverterDeps = {
  readonly host: Pick<Lease<ConvertService>, 'run' | 'dispose'>;
  readonly looks: Pick<Lease<ProbeService>, 'run'>;
  readonly sources: Pick<Sources, 'identify'>;
  readonly runner: () => Pick<RunnerParts, 'analyses' | 'files'>;
};

/** Makes files readable before a job wants them. */
export class Converter {
  readonly #deps: ConverterDeps;
  #inUse = 0;

  constructor(deps: ConverterDeps) {
    this.#deps = deps;
  }

  /** Once for all tabs, and for a job that wants the same meanwhile. Throws as `convertFile`. */
  async convert(
    role: Role,
    given: Chosen,
    options: Required<Pick<CallOptions, 'signal' | 'onProgress'>>,
  ): Promise<Chosen> {
    const { id } = await this.#deps.sources.identify(given.file);
    const letGo = await holdJob(`convert-${id}`);
    try {
      options.signal.throwIfAborted();
      return await this.#with((parts) => convertFile(parts, role, id, given, options));
    } finally {
      letGo();
    }
  }

  /** Makes one speech of several, and tells where in it each lies. Throws as `joinFiles`, and what is unfit of the files. */
  readonly join: JoinFiles = async (files) => {
    const { joinGiven } = await import('../features/lines/join-given');
    return this.#with((parts) => joinGiven(parts, this.#deps.sources, files));
  };

  /** The last of those who convert at the same time gives the memory back. */
  async #with<T>(work: (parts: ConvertParts) => Promise<T>): Promise<T> {
    const { host, looks, runner } = this.#deps;
    const { analyses, files } = runner();
    this.#inUse++;
    try {
      return await work({ convert: host, probe: looks, analyses, open: files.open });
    } finally {
      if (--this.#inUse === 0) host.dispose();
    }
  }
}
