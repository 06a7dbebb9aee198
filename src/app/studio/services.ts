import { Workers } from '../../engine/bridge/workers';
import { DeploymentFile } from '../environment/deployment';
import { Journal } from '../features/log/journal.svelte';
import { builtInNetworks } from '../features/networks/known-networks';
import { Networks } from '../features/networks/networks.svelte';
import { Preview } from '../features/preview/preview.svelte';
import { Consents } from '../features/privacy/consents.svelte';
import { Workshop } from '../features/queue/workshop.svelte';
import { Storeroom } from '../features/storage-manager/storeroom.svelte';
import { Sources } from '../jobs/sources';
import { Tables } from '../jobs/intake/table';
import { holdJob } from '../storage/lease';
import { CacheStore } from '../storage/records/caches';
import { ConsentStore } from '../storage/records/consents';
import { openDatabase } from '../storage/records/database';
import { InputStore } from '../storage/records/inputs';
import { LogStore } from '../storage/records/log';
import { NetworkStore } from '../storage/records/networks';
import { ValueStore } from '../storage/records/values';
import { estimateSpace, isPersistent } from '../storage/space';
import type { BytesCheck } from '../storage/stored-bytes';
import { measureFolders } from '../storage/usage';
import { Converter } from './converter';
import { FarmPlace } from './farm-place.svelte';
import type { StudioOptions } from './options';

/** Workers that look at files at the same time: a bad one keeps none of the others waiting. */
const LOOKS_AT_ONCE = 3;

/** What the page works with: its stores, its workers, and whatever lives as long as the page does. */
export function openServices({ thumbnail, isReplaced }: StudioOptions) {
  const workers = new Workers();
  const intake = workers.lease('probe');
  const looks = workers.pool('probe', LOOKS_AT_ONCE);
  const check: BytesCheck = {
    idOf: async (file) => (await sources.identify(file)).id,
    flush: (path) =>
      intake.run((service, port) => service.flush(path, port), { signal: new AbortController().signal }),
  };
  const inputs = new InputStore(openDatabase, check);
  const sources = new Sources({ host: intake, store: inputs });
  const journal = new Journal({ store: new LogStore() });
  const consents = new Consents(new ConsentStore());
  const networks = new Networks({
    host: workers.lease('network'),
    store: new NetworkStore(),
    builtIn: builtInNetworks(),
  });
  const tables = new Tables(new ValueStore());
  const deploymentFile = new DeploymentFile(new ValueStore());
  const storeroom: Storeroom = new Storeroom({
    ...{ inputs, caches: new CacheStore(), values: new ValueStore(), journal },
    networks: { list: async () => networks.own, delete: (id) => networks.delete(id) },
    results: { list: async () => workshop.results.list, remove: (ids) => workshop.remove(ids) },
    jobs: () => workshop.queue.jobs,
    rules: async () => (await deploymentFile.read()).storageRules,
    disk: {
      ...{ estimate: estimateSpace, folders: measureFolders, isPersistent },
      persist: () => navigator.storage.persist(),
    },
  });
  const farmPlace = new FarmPlace();
  const workshop = new Workshop({
    ...{ workers, inputs, sources, thumbnail, consents, deployment: deploymentFile, check, tables },
    ...{ journal, storeroom },
    farm: () => farmPlace.known,
    isAway: (request) => farmPlace.farm?.takes(request) ?? false,
    probe: (file) =>
      looks.run((service, port) => service.probe(file, port), { signal: new AbortController().signal }),
    network: (id, signal) => networks.open(id, signal),
    ...(isReplaced && { isReplaced }),
  });
  const preview = new Preview({ runner: workshop.runner, sources, hold: holdJob });
  const converter = new Converter({
    host: workers.lease('convert'),
    ...{ looks, sources, runner: () => workshop.runner },
  });
  /** The largest value of each twentieth of a second of a file's sound, 0…1. */
  const peaksOf = (file: File): Promise<number[]> =>
    looks.run((service, port) => service.peaks(file, port), { signal: new AbortController().signal });
  return {
    ...{ workers, looks, inputs, sources, tables, deploymentFile, farmPlace },
    ...{ journal, consents, networks, storeroom, workshop, preview, converter, peaksOf },
  };
}

export type Services = ReturnType<typeof openServices>;
