import { launchProfile } from '../scripts/chromium';
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

/** One job in a browser of its own, through the page's buttons, its cost measured. */
export async function measureDub(url: string, video: string, speech: string, out: string): Promise<Cost> {
  const before = children();
  const profile = await launchProfile();
  const memory = watchMemory(new Set([...children()].filter((pid) => !before.has(pid))));
  try {
    const { timings } = await dub(profile.context, url, { video, speech, out }, { label: 'off' });
    const { duration: seconds, width, height } = videoOf(out);
    const total = timings.total ?? NaN;
    return { timings, timesRealTime: seconds / total, peakBytes: memory.stop(), seconds, width, height };
  } finally {
    memory.stop();
    await profile.close();
  }
}
