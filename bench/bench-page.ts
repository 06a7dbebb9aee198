import { writeFileSync } from 'node:fs';
import { launch } from '../scripts/chromium';
import { fileUrl, startSourceServer } from '../scripts/source-server';
import type { BenchCalls } from './page/page';
import type { OwnWork, Throughput } from './page/wav2lip.worker';

/** When each frame of the footage is shown, and how long the speech is, seconds. */
export type Clock = { times: number[]; seconds: number };

export type BenchPage = {
  /** Seconds of a plain mediabunny transcode of a video, and of the conversion that had to come before it. */
  transcode(video: string): Promise<{ seconds: number; convertSeconds: number }>;
  /** Writes the untouched footage, encoded as a result of this speech would be, to `out`. */
  plain(video: string, speech: string, clock: Clock, out: string): Promise<{ base: number[]; fps: number }>;
  /** The Wav2Lip engine's own work on the first frames of a clip, with faces of `size` pixels. */
  ownWork(video: string, speech: string, frames: number, size: number): Promise<OwnWork>;
  /** The whole engine with a network on a device, and that network alone. */
  throughput(
    video: string,
    speech: string,
    network: string,
    frames: number,
    device: 'webgpu' | 'wasm',
    rounds: number,
  ): Promise<Throughput>;
  close(): Promise<void>;
};

/** Starts the page that makes what results are compared with: the app's own workers, from source, in Chromium. */
export async function startBenchPage(options: { webgpu?: boolean } = {}): Promise<BenchPage> {
  const server = await startSourceServer({ name: 'bench', modules: 'bench/page/*.ts' });
  const browser = await launch(options);
  const page = await browser.newPage();
  await page.goto(`${server.url}/bench/page/index.html`);
  await page.waitForFunction(() => 'bench' in window);
  const urlOf = (path: string) => fileUrl(server, path);
  return {
    transcode: (video) =>
      page.evaluate((url) => (window as unknown as { bench: BenchCalls }).bench.transcode(url), urlOf(video)),
    async plain(video, speech, clock, out) {
      const { mp4, base, fps } = await page.evaluate(
        ([videoUrl, speechUrl, when]) =>
          (window as unknown as { bench: BenchCalls }).bench.plain(videoUrl, speechUrl, when),
        [urlOf(video), urlOf(speech), clock] as const,
      );
      writeFileSync(out, Buffer.from(mp4, 'base64'));
      return { base, fps };
    },
    ownWork: (video, speech, frames, size) =>
      page.evaluate((words) => (window as unknown as { bench: BenchCalls }).bench.ownWork(...words), [
        urlOf(video),
        urlOf(speech),
        frames,
        size,
      ] as const),
    throughput: (video, speech, network, frames, device, rounds) =>
      page.evaluate((words) => (window as unknown as { bench: BenchCalls }).bench.throughput(...words), [
        urlOf(video),
        urlOf(speech),
        urlOf(network),
        frames,
        device,
        rounds,
      ] as const),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
