/**
 * Runs the app's landmarker and mouth model on files, in headless Chromium, for training and for measures:
 *
 *   const lab = await startLab(); await lab.track('clip.mp4'); await lab.listen('speech.wav'); await lab.close();
 */
import { mkdirSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'playwright-core';
import type { MediaInfo } from '../src/engine/core/media-info';
import type { DubPlan } from '../src/engine/plan/dub-plan';
import type { MouthCurve } from '../src/engine/speech/mouth-curve';
import { DEFAULT_WAV2LIP } from '../src/engine/painters/wav2lip/inputs';
import type { FaceTrack } from '../src/engine/face/track/face-track';
import { launch } from './chromium';
import type { BesideJob } from './lab/inspection';
import type { JobRecord, JobWish } from './lab/jobs';
import { pack, unpack } from './lab/packing';
import type { ReadFile, SeenFile } from './lab/reading';
import type { Rendered, RenderKind } from './lab/rendering';
import { startLabServer } from './lab/server';
import { fileUrl, type SourceServer } from './source-server';
import { trackNames, writeTrack } from './lab/tracks';
import type { Opened, PaintedVideo, Wish } from './lab/wav2lip';

export type Lab = {
  readonly page: Page;
  /** Where the page finds a file of this machine. */
  urlOf(path: string): string;
  /** A whole job, its result written to `out`. Throws a `LabError` with the job's code. */
  dub(video: string, speech: string, out: string, wish?: JobWish): Promise<JobRecord>;
  /** Landmarks of every frame of a video. */
  track(path: string): Promise<FaceTrack>;
  /** Measured appearances (`measureAppearance`) of the face in every `every`th frame, at most `most`, in a row. */
  appearances(path: string, every: number, most: number): Promise<Float32Array>;
  /** What a sound asks of the mouth. */
  listen(path: string): Promise<MouthCurve>;
  /** What the app's readers make of a file, converted where that has to be. */
  read(path: string): Promise<ReadFile>;
  /** What its readers make of a file's pictures, and how loud its sound is. */
  see(path: string, track?: number): Promise<SeenFile>;
  /** What the browser's own player shows at these times, seconds: the numbers in the pictures. */
  play(path: string, times: readonly number[]): Promise<{ duration: number; numbers: Int32Array }>;
  /** The face mesh of a picture, [468, 3]: by the app's landmarker, and by the older face mesh solution. */
  mesh(path: string): Promise<Float32Array>;
  referenceMesh(path: string): Promise<Float32Array>;
  /** The points that the app tracks, as the older solution sees them in every frame of a video. */
  referenceTrack(path: string): Promise<FaceTrack>;
  /** What the app finds out about a file. */
  probe(path: string): Promise<MediaInfo>;
  /** How far the mouth model on a device is off the stored answer. */
  mouthDifference(device: 'webgpu' | 'wasm'): Promise<number>;
  /** Largest difference between what a Wav2Lip network answers on WebGPU and on wasm (of 0…1). */
  networkDifference(path: string): Promise<number>;
  /** Opens a Wav2Lip network on a device: the code it was refused with, or the device it runs on. */
  openNetwork(path: string, device: Wish): Promise<Opened>;
  /** Has the app look at networks, one after the other, while a job with a file ends. */
  inspectBesideJob(path: string, networks: readonly string[]): Promise<BesideJob>;
  /** The frames of a video as the Wav2Lip engine paints them, not encoded; `lead` as in its settings. */
  paint(
    video: string,
    speech: string,
    network: string,
    method: 'published' | 'improved',
    lead?: number,
  ): Promise<PaintedVideo>;
  /** Renders a dub; goes on with one of the same files and kind that was interrupted. */
  render(video: string, speech: string, kind: RenderKind): Promise<Rendered>;
  /** Renders a plan as mp4. */
  renderPlan(video: string, speech: string, plan: DubPlan): Promise<Rendered>;
  /** The same, but the page is gone when so much of it (0…1) is done; returns how much was reported by then. */
  interrupt(video: string, speech: string, kind: RenderKind, fraction: number): Promise<number>;
  /** Makes what was interrupted look as if another encoder had made it. */
  otherConfig(): Promise<void>;
  /** Makes what was rendered look as if it had been interrupted after so many packets. */
  shorten(packets: number): Promise<void>;
  /** Forgets what was interrupted. */
  forget(): Promise<void>;
  /** Ends the page's workers: what is called next starts fresh ones. */
  endWorkers(): Promise<void>;
  /** Holds on to a file of so many bytes: how, and what a later page finds of it (`lab/inputs.ts`). */
  keepInput(bytes: number, byHandle: boolean): Promise<object>;
  /** Lets the page's storage hold no more than so many bytes; null for as many as the browser has for it. */
  limitStorage(bytes: number | null): Promise<void>;
  close(): Promise<void>;
};

type Answer = { value?: unknown; error?: string; code?: string };

/** A plan is a megabyte of text; in a message its beginning will do. */
const short = (word: string) => (word.length > 200 ? `${word.slice(0, 200)}…` : word);

/** What the page could not do; `code` where it is one of the app's own errors. */
export class LabError extends Error {
  override readonly name = 'LabError';
  constructor(
    message: string,
    readonly code: string | undefined,
  ) {
    super(message);
  }
}

export type LabOptions = {
  webgpu?: boolean;
  /** A folder with a `mouth.onnx` and its `check.json` that are used in place of the app's. */
  mouth?: string;
  /** One that runs already, and goes on when the lab is closed. */
  server?: SourceServer;
};

export async function startLab({ mouth, server, ...options }: LabOptions = {}): Promise<Lab> {
  const own = server ? null : await startLabServer(mouth);
  const serving = (server ?? own) as SourceServer;
  const browser = await launch(options);
  const page = await browser.newPage();
  await page.goto(`${serving.url}/scripts/lab/index.html`);
  const ready = () => page.waitForFunction(() => 'callLab' in window);
  await ready();
  const ask = async (name: string, ...words: string[]) => {
    const answer = await page.evaluate(
      ([method, ...rest]) =>
        (window as unknown as { callLab(m: string, w: string[]): Promise<Answer> }).callLab(method, rest),
      [name, ...words] as const,
    );
    if (answer.error !== undefined)
      throw new LabError(`${name} ${words.map(short).join(' ')}: ${answer.error}`, answer.code);
    return unpack(answer.value);
  };
  const urlOf = (path: string) => fileUrl(serving, path);
  const call = (name: string, path: string) => ask(name, urlOf(path));
  let session: CDPSession | null = null;
  return {
    page,
    urlOf,
    async dub(video, speech, out, wish = {}) {
      const { wav2lip, behind } = wish;
      const asked = {
        ...wish,
        ...(wav2lip && { wav2lip: { ...wav2lip, network: urlOf(wav2lip.network) } }),
        ...(behind && { behind: behind.map(urlOf) }),
      };
      return (await ask('dub', urlOf(video), urlOf(speech), urlOf(out), JSON.stringify(asked))) as JobRecord;
    },
    track: async (path) => (await call('track', path)) as FaceTrack,
    appearances: async (path, every, most) =>
      (await ask('appearances', urlOf(path), `${every}`, `${most}`)) as Float32Array,
    listen: async (path) => (await call('listen', path)) as MouthCurve,
    read: async (path) => (await call('read', path)) as ReadFile,
    see: async (path, track) =>
      (await ask('see', urlOf(path), ...(track === undefined ? [] : [String(track)]))) as SeenFile,
    play: async (path, times) =>
      (await ask('play', urlOf(path), JSON.stringify(times))) as { duration: number; numbers: Int32Array },
    mesh: async (path) => (await call('mesh', path)) as Float32Array,
    referenceMesh: async (path) => (await call('referenceMesh', path)) as Float32Array,
    referenceTrack: async (path) => (await call('referenceTrack', path)) as FaceTrack,
    probe: async (path) => (await call('probe', path)) as MediaInfo,
    mouthDifference: async (device) =>
      ((await ask('mouthDifference', device)) as { difference: number }).difference,
    networkDifference: async (path) =>
      ((await call('networkDifference', path)) as { difference: number }).difference,
    inspectBesideJob: async (path, networks) =>
      (await ask('inspectBesideJob', urlOf(path), JSON.stringify(networks.map(urlOf)))) as BesideJob,
    openNetwork: async (path, device) => (await ask('openNetwork', urlOf(path), device)) as Opened,
    paint: async (video, speech, network, method, lead = DEFAULT_WAV2LIP.lead) =>
      (await ask('paint', urlOf(video), urlOf(speech), urlOf(network), method, `${lead}`)) as PaintedVideo,
    render: async (video, speech, kind) =>
      (await ask('render', urlOf(video), urlOf(speech), kind)) as Rendered,
    renderPlan: async (video, speech, plan) =>
      (await ask('renderPlan', urlOf(video), urlOf(speech), JSON.stringify(pack(plan)))) as Rendered,
    interrupt: async (video, speech, kind, fraction) => {
      const answer = await ask('renderUntil', urlOf(video), urlOf(speech), kind, `${fraction}`);
      await page.reload();
      await ready();
      return (answer as { done: number }).done;
    },
    endWorkers: async () => void (await ask('endWorkers')),
    keepInput: async (bytes, byHandle) => (await ask('keepInput', `${bytes}`, `${byHandle}`)) as object,
    limitStorage: async (bytes) => {
      // A limit ends with the session that set it.
      session ??= await page.context().newCDPSession(page);
      const { origin } = new URL(page.url());
      const quota = bytes === null ? {} : { quotaSize: bytes };
      await session.send('Storage.overrideQuotaForOrigin', { origin, ...quota });
    },
    forget: async () => void (await ask('forget')),
    shorten: async (packets) => void (await ask('shorten', `${packets}`)),
    otherConfig: async () => void (await ask('otherConfig')),
    close: async () => {
      await browser.close();
      await own?.close();
    },
  };
}

/** `lab.ts track <folder of clips> <folder for tracks>`: one `<folder>_<clip>.track` for each clip. */
async function trackFolder(clips: string, output: string): Promise<void> {
  mkdirSync(output, { recursive: true });
  const lab = await startLab();
  const known = new Set(trackNames(output));
  const files = (readdirSync(clips, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.mp4'))
    .sort();
  for (const file of files) {
    const name = `${basename(dirname(join(clips, file)))}_${basename(file, '.mp4')}`;
    if (known.has(name)) continue;
    writeTrack(output, name, await lab.track(join(clips, file)));
  }
  await lab.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [what, clips, output] = process.argv.slice(2);
  if (what !== 'track' || !clips || !output) throw new Error('usage: lab.ts track <clips> <tracks>');
  await trackFolder(clips, output);
  process.exit(0);
}
