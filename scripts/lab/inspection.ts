import type { JobWorkers, Workers } from '../../src/engine/bridge/workers';
import { withRun, type StepParts } from '../../src/engine/job/steps';
import { DEFAULT_PAINTER } from '../../src/engine/painters';
import { DEFAULT_SETTINGS } from '../../src/engine/plan/dub-plan';
import { Networks } from '../../src/app/features/networks/networks.svelte';
import { NetworkStore } from '../../src/app/storage/records/networks';
import { nameFile } from './jobs';

/** What is shown of a network: its state, and the network's size or the code it was refused with. */
export type Inspected = { readonly state: string; readonly found: number | string };

/** `during`: the state of the first inspection when the job was over; `after`: what became of each. */
export type BesideJob = { readonly during: string; readonly after: readonly Inspected[] };

const PATIENCE_MS = 30_000;

/** Gives networks to the app's list, has a job begin and end while the first is looked at, and goes on with the others. */
export async function inspectBesideJob(
  workers: Workers,
  hosts: JobWorkers,
  file: File,
  given: readonly File[],
): Promise<BesideJob> {
  const lease = workers.lease('network');
  const networks = new Networks({ host: lease, store: new NetworkStore(), builtIn: [] });
  const until = async (isSo: (adding: NonNullable<Networks['adding']>) => boolean) => {
    const begun = performance.now();
    while (networks.adding && !isSo(networks.adding) && performance.now() - begun < PATIENCE_MS)
      await new Promise((resolve) => setTimeout(resolve, 2));
  };
  const source = await nameFile(hosts, file);
  const input = {
    ...{ video: source, speech: source, encoder: 'auto' as const, settings: DEFAULT_SETTINGS },
    painter: { id: DEFAULT_PAINTER.id, settings: {} },
  };
  const parts = { leaseWorkers: () => workers.leaseJob(), now: () => 0 } as unknown as StepParts;
  const context = { signal: new AbortController().signal, emit: () => {} };
  await withRun('beside', input, parts, context, async (run) => {
    await run.workers.probe.run((service, port) => service.probe(file, port), context);
    networks.give(given);
    await until((adding) => adding.state !== 'reading' || adding.done > 0);
  });
  const during = networks.adding?.state ?? 'none';
  const after: Inspected[] = [];
  for (let i = 0; i < given.length; i++) {
    await until(({ state }) => state !== 'reading');
    after.push(shown(networks.adding));
    networks.skip();
  }
  lease.release();
  return { during, after };
}

function shown(adding: Networks['adding']): Inspected {
  if (!adding) return { state: 'none', found: '' };
  if (adding.state === 'terms') return { state: adding.state, found: adding.facts.size };
  return { state: adding.state, found: adding.state === 'refused' ? adding.error.code : adding.done };
}
