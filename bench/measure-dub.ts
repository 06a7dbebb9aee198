import { launchProfile, type Profile } from '../scripts/chromium';
import { dub } from '../scripts/dub';
import { videoOf } from '../scripts/ffmpeg';
import type { Timings } from '../scripts/studio-page';
import { children, watchMemory } from './memory';

/** What one job cost. */
export type Cost = {
  readonly timings: Timings;
  /** Length of the result over the time it took. */
  readonly timesRealTime: number;
  /** Peak memory of the browser's whole process tree, bytes. */
  readonly peakBytes: number;
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
};

/** What `work` does in a browser of its own, and the peak memory of that browser's process tree meanwhile. */
export async function watched<T>(
  start: () => Promise<Profile>,
  work: (profile: Profile) => Promise<T>,
): Promise<{ done: T; peakBytes: number }> {
  const before = children();
  const profile = await start();
  const memory = watchMemory(new Set([...children()].filter((pid) => !before.has(pid))));
  try {
    const done = await work(profile);
    return { done, peakBytes: memory.stop() };
  } finally {
    memory.stop();
    await profile.close();
  }
}

/** One job in a browser of its own, through the page's buttons, its cost measured; `timeout` in seconds. */
export async function measureDub(
  url: string,
  video: string,
  speech: string,
  out: string,
  timeout = 3600,
): Promise<Cost> {
  const { done, peakBytes } = await watched(launchProfile, ({ context }) =>
    dub(context, url, { video, speech, out, timeout }, { label: 'off' }),
  );
  const { duration: seconds, width, height } = videoOf(out);
  const total = done.timings.total ?? NaN;
  return { timings: done.timings, timesRealTime: seconds / total, peakBytes, seconds, width, height };
}
