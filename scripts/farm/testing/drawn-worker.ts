/** A worker without a browser as a program of its own, which tests and the bench kill: REDIS STORE SLOTS MILLISECONDS LOCK. */
import { setTimeout as sleep } from 'node:timers/promises';
import { checkpointKey } from '../store/store';
import { FolderStore } from '../store/folder-store';
import { FarmWorker } from '../worker/worker';
import { DrawnStudio } from './work';

const [redis = '', folder = '', slots = '1', each = '0', lockMs = '4000'] = process.argv.slice(2);
const STEPS = 10;

// Whoever started it is gone, and perhaps had no time to end it.
process.on('disconnect', () => process.exit(1));

/** Works in steps, and goes on from the last one that was written down. */
const studio = () =>
  new DrawnStudio(async ({ id, store, signal }) => {
    if (Number(each) === 0) return;
    const done = await store.list(checkpointKey(id));
    for (let step = done.length; step < STEPS; step++) {
      await sleep(Number(each) / STEPS, undefined, { signal });
      await store.write(`${checkpointKey(id)}/${step}`, Buffer.from('x'));
    }
  });

const tell = (told: object) => process.send?.({ ...told, pid: process.pid });

const worker = new FarmWorker({
  ...{ redis, store: new FolderStore(folder), lockMs: Number(lockMs), stalledMs: 1000 },
  studios: Array.from({ length: Number(slots) }, studio),
  onEvent: tell,
});
// What it took to start is no cost of jobs.
const before = process.cpuUsage();
process.on('SIGTERM', () => {
  const { user, system } = process.cpuUsage(before);
  process.send?.({ what: 'end', pid: process.pid, cpuMs: (user + system) / 1000 });
  void worker.close().then(() => process.exit(0));
});
tell({ what: 'up', owner: worker.id });
