import type { ConvertService, ProbeService } from '../../engine/bridge/services';
import type { CallOptions, WorkerHost } from '../../engine/bridge/worker-host';
import { convertFile, type ConvertParts } from '../../engine/job/input/convert-file';
import type { Role } from '../../engine/job/input/source';
import type { JoinFiles } from '../features/lines/join-given';
import type { Chosen } from '../jobs/intake/intake';
import type { RunnerParts } from '../jobs/run/runner';
import type { Sources } from '../jobs/sources';
import { holdJob } from '../storage/lease';

export type ConverterDeps = {
  /** Its own worker, so that it can be ended at any time. */
  readonly host: WorkerHost<ConvertService>;
  readonly looks: Pick<WorkerHost<ProbeService>, 'run'>;
  readonly sources: Pick<Sources, 'identify'>;
  readonly runner: () => Pick<RunnerParts, 'analyses' | 'files'>;
};

/** Makes files readable before a job wants them. */
export class Converter {
  readonly #deps: ConverterDeps;

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
      return await convertFile(this.#parts, role, id, given, options);
    } finally {
      letGo();
    }
  }

  /** Makes one speech of several, and tells where in it each lies. Throws as `joinFiles`, and what is unfit of the files. */
  readonly join: JoinFiles = async (files) => {
    const { joinGiven } = await import('../features/lines/join-given');
    return joinGiven(this.#parts, this.#deps.sources, files);
  };

  /** Gives the memory back. */
  dispose(): void {
    this.#deps.host.dispose();
  }

  get #parts(): ConvertParts {
    const { host, looks, runner } = this.#deps;
    const { analyses, files } = runner();
    return { convert: host, probe: looks, analyses, open: files.open };
  }
}
