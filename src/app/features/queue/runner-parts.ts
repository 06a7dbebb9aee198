import type { Workers } from '../../../engine/bridge/workers';
import { openFile } from '../../../engine/job/input/files';
import type { DeploymentFile } from '../../environment/deployment';
import type { Analyses } from '../../jobs/run/analyses';
import type { RunnerParts } from '../../jobs/run/runner';
import { discardJob } from '../../storage/job-files';
import type { InputStore } from '../../storage/records/inputs';
import type { BytesCheck } from '../../storage/stored-bytes';

/** What of the page jobs are run with. */
export type RunnerSources = Pick<RunnerParts, 'network' | 'thumbnail'> & {
  readonly workers: Pick<Workers, 'leaseJob'>;
  readonly inputs: InputStore;
  /** How stored bytes are held against what was stored. */
  readonly check: BytesCheck;
  readonly deployment: Pick<DeploymentFile, 'read' | 'readAgain'>;
};

/** What jobs are run with; `keep` is given each result. */
export const runnerParts = (
  { workers, network, thumbnail, inputs, check, deployment }: RunnerSources,
  analyses: Analyses,
  keep: RunnerParts['keep'],
): RunnerParts => ({
  ...{ network, thumbnail, analyses, keep, leaseWorkers: () => workers.leaseJob() },
  source: (ref) => inputs.open(ref),
  files: { open: openFile, discard: discardJob },
  deployment: () => deployment.readAgain(),
  signingKey: async () => new (await import('../../storage/records/signing-keys')).SigningKeys().key(),
  idOf: check.idOf,
  now: () => performance.now() / 1000,
});
