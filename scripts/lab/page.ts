/**
 * The page behind `scripts/lab.ts`: the app's own workers without the app, for training and for measures. Never
 * part of the built app.
 */
import { wrap } from 'comlink';
import { Workers } from '../../src/engine/bridge/workers';
import { describe, DubError } from '../../src/engine/core/errors';
import type { MediaInfo } from '../../src/engine/core/media-info';
import type { FaceTrack } from '../../src/engine/face/track/face-track';
import { joinPeople } from '../../src/engine/face/people/join-people';
import { trackOf, type VideoPeople } from '../../src/engine/face/people/video-people';
import { readSteps } from '../../src/engine/face/track/steps';
import type { MouthCurve } from '../../src/engine/speech/mouth-curve';
import { DEFAULT_PAINTER } from '../../src/engine/painters';
import { DEFAULT_SETTINGS, type DubPlan } from '../../src/engine/plan/dub-plan';
import type { Wav2LipMethod, Wav2LipPlan } from '../../src/engine/painters/wav2lip/inputs';
import type { AppearanceService } from './appearance.worker';
import type { CheckService } from './check.worker';
import { keepInput } from './inputs';
import { inspectBesideJob, type BesideJob } from './inspection';
import { analyses, dub, keepWorkers, type JobRecord, type JobWish } from './jobs';
import { pack, unpack } from './packing';
import { referenceMesh, referenceTrack } from './reference-mesh';
import { playFile, readFile, seeFile, type ReadFile, type SeenFile } from './reading';
import {
  forget,
  otherConfig,
  renderAgain,
  shorten,
  type Rendered,
  type RenderKind,
  type RenderWish,
} from './rendering';
import type { Opened, PaintedVideo, Wav2LipLab, Wish } from './wav2lip';

const workers = new Workers();
const hosts = workers.leaseJob();
/** Whole jobs end their workers in the app; here the next one finds them with all that they have loaded. */
const kept = keepWorkers(hosts);
const options = { signal: new AbortController().signal };

async function fetchFile(url: string): Promise<File> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  return new File([await response.blob()], decodeURIComponent(url.split('/').pop() ?? 'file'));
}

/** A worker of its own, so that a failed check leaves nothing behind. */
function checker() {
  return wrap<CheckService>(new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' }));
}

/** One for all files: a landmarker takes a while to load. */
let looker: ReturnType<typeof wrap<AppearanceService>> | null = null;

function wav2lip() {
  return wrap<Wav2LipLab>(new Worker(new URL('./wav2lip.worker.ts', import.meta.url), { type: 'module' }));
}

/** `sound`: the position of the sound track that is chosen. */
const probe = (file: File, sound?: number): Promise<MediaInfo> =>
  hosts.probe.run(
    (service, port) =>
      sound === undefined ? service.probe(file, port) : service.probeSound(file, sound, port),
    options,
  );

/** The file, or its converted twin where the browser cannot read it. */
async function readable(url: string, sound?: number): Promise<File> {
  const file = await fetchFile(url);
  const info = await probe(file, sound);
  if (info.reader === 'webcodecs') return file;
  const path = `lab-${crypto.randomUUID()}`;
  await hosts.convert.run((service, port) => service.convert(file, info, path, port), options);
  const root = await navigator.storage.getDirectory();
  return (await root.getFileHandle(path)).getFile();
}

/** Everybody in a video, followed in one piece. */
async function peopleIn(url: string): Promise<VideoPeople> {
  const file = await readable(url);
  const whole = { part: 0, of: 1 };
  const part = await hosts.track.run((service, port) => service.track(file, whole, null, port), options);
  return joinPeople([part]);
}

const idOf = async (file: File): Promise<string> =>
  (await hosts.probe.run((service, port) => service.accept(file, port), options)).id;

const KINDS = ['auto', 'ffmpeg', 'webm', 'rest'] as const satisfies readonly RenderKind[];

async function wishOf(video: string, speech: string, kind: string): Promise<RenderWish> {
  const [videoFile, speechFile] = [await readable(video), await readable(speech)];
  const info = await probe(videoFile);
  // A landmarker that has seen other pictures answers a little differently, and the same plan is wanted again.
  const people = await analyses.track(await idOf(videoFile), 'lab', () => peopleIn(video));
  const track = trackOf(people, 0);
  const heard = await analyses.speech(await idOf(speechFile), 'lab', async () => {
    return { curve: await lab.listen(speech), device: null };
  });
  const painter = { id: DEFAULT_PAINTER.id, settings: {} };
  const request = { info, track, speech: heard.curve, own: null, settings: DEFAULT_SETTINGS, painter };
  const plan = await hosts.render.run<DubPlan>((service, port) => service.plan(request, port), options);
  const files = { video: videoFile, speech: speechFile };
  return { ...files, info, plan, kind: KINDS.find((each) => each === kind) ?? 'auto' };
}

/** Writes a file to the path of this machine that an address stands for. */
async function deliver(url: string, file: File): Promise<void> {
  const { ok, status } = await fetch(url, { method: 'PUT', body: file });
  if (!ok) throw new Error(`${status} for ${url}`);
}

const lab = {
  /** A whole job; `wish` as JSON, its network by its address. */
  async dub(video: string, speech: string, out: string, wish: string): Promise<JobRecord> {
    const asked = JSON.parse(wish) as JobWish;
    const files = {
      ...{ video: await fetchFile(video), speech: await fetchFile(speech) },
      ...(asked.wav2lip && { network: await fetchFile(asked.wav2lip.network) }),
      ...(asked.behind && { behind: await Promise.all(asked.behind.map(fetchFile)) }),
    };
    return dub(kept, files, asked, (result) => deliver(out, result));
  },
  async track(url: string): Promise<FaceTrack> {
    return trackOf(await peopleIn(url), 0);
  },
  async appearances(url: string, every: string, most: string): Promise<Float32Array> {
    looker ??= wrap<AppearanceService>(
      new Worker(new URL('./appearance.worker.ts', import.meta.url), { type: 'module' }),
    );
    return looker.appearances(await readable(url), Number(every), Number(most));
  },
  async listen(url: string): Promise<MouthCurve> {
    const file = await readable(url);
    return hosts.speech.run((service, port) => service.listen(file, null, port), options);
  },
  async read(url: string): Promise<ReadFile> {
    const file = await readable(url);
    const info = await hosts.probe.run((service, port) => service.probe(file, port), options);
    return readFile(file, info);
  },
  async see(url: string, track?: string): Promise<SeenFile> {
    const sound = track === undefined ? undefined : Number(track);
    const given = await probe(await fetchFile(url), sound);
    return seeFile(await readable(url, sound), given);
  },
  /** `times`: seconds, as JSON. */
  async play(url: string, times: string): Promise<{ duration: number; numbers: Int32Array }> {
    return playFile(url, JSON.parse(times) as number[]);
  },
  async mesh(url: string): Promise<Float32Array> {
    return checker().mesh(await fetchFile(url));
  },
  /** The same picture through the older `@mediapipe/face_mesh` solution with its plain 468-point model. */
  async referenceMesh(url: string): Promise<Float32Array> {
    const image = new Image();
    image.src = url;
    await image.decode();
    return referenceMesh(image);
  },
  async referenceTrack(url: string): Promise<FaceTrack> {
    return referenceTrack(await readable(url));
  },
  async probe(url: string): Promise<MediaInfo> {
    return probe(await readable(url));
  },
  async mouthDifference(device: string): Promise<{ difference: number }> {
    return { difference: await checker().mouthDifference(device === 'webgpu' ? 'webgpu' : 'wasm') };
  },
  async networkDifference(url: string): Promise<{ difference: number }> {
    return { difference: await wav2lip().difference(await fetchFile(url)) };
  },
  /** `networks`: addresses as JSON. */
  async inspectBesideJob(url: string, networks: string): Promise<BesideJob> {
    const files = await Promise.all((JSON.parse(networks) as string[]).map(fetchFile));
    return inspectBesideJob(workers, hosts, await fetchFile(url), files);
  },
  async openNetwork(url: string, device: string): Promise<Opened> {
    return wav2lip().open(await fetchFile(url), device as Wish);
  },
  async render(video: string, speech: string, kind: string): Promise<Rendered> {
    return renderAgain(hosts.render, await wishOf(video, speech, kind));
  },
  /** Renders what was planned elsewhere. */
  async renderPlan(video: string, speech: string, packed: string): Promise<Rendered> {
    const plan = unpack(JSON.parse(packed)) as DubPlan;
    const [videoFile, speechFile] = [await readable(video), await readable(speech)];
    const wish = { video: videoFile, speech: speechFile, info: await probe(videoFile), plan };
    return renderAgain(hosts.render, { ...wish, kind: 'auto' });
  },
  /** Starts a render and comes back while it runs, when it has come so far (0…1). */
  async renderUntil(
    video: string,
    speech: string,
    kind: string,
    fraction: string,
  ): Promise<{ done: number }> {
    const wish = await wishOf(video, speech, kind);
    return new Promise((resolve, reject) => {
      renderAgain(hosts.render, wish, ({ done, total }) => {
        if (done >= Number(fraction) * total) resolve({ done });
      }).catch(reject);
    });
  },
  /** The next call of each worker starts a fresh one. */
  async endWorkers(): Promise<object> {
    for (const host of Object.values(hosts)) host.dispose();
    return {};
  },
  async keepInput(bytes: string, byHandle: string): Promise<object> {
    return keepInput(Number(bytes), byHandle === 'true');
  },
  async otherConfig(): Promise<object> {
    await otherConfig();
    return {};
  },
  async shorten(packets: string): Promise<object> {
    await shorten(Number(packets));
    return {};
  },
  async forget(): Promise<object> {
    await forget();
    return {};
  },
  async paint(
    video: string,
    speech: string,
    network: string,
    method: string,
    lead: string,
  ): Promise<PaintedVideo> {
    const [videoFile, speechFile] = [await readable(video), await readable(speech)];
    const info = await probe(videoFile);
    if (!info.video) throw new Error('no video');
    const request = {
      ...{ info, track: await lab.track(video), speech: await lab.listen(speech), own: null },
      settings: DEFAULT_SETTINGS,
      painter: { id: 'wav2lip', settings: { method: method as Wav2LipMethod, lead: Number(lead) } },
    };
    const made = await hosts.render.run<DubPlan>((service, port) => service.plan(request, port), options);
    const plan = made as DubPlan & Wav2LipPlan;
    const files = { video: videoFile, speech: speechFile, network: await fetchFile(network) };
    const frames = await wav2lip().paint({ ...files, info, plan });
    const { codedWidth: width, codedHeight: height } = info.video;
    const { points: steps } = plan.inputs;
    const points = readSteps(steps, 0, new Float32Array(steps.values.length));
    return { ...frames, width, height, fps: plan.fps, points, base: plan.base };
  },
};
export type Lab = typeof lab;

Object.assign(window, {
  callLab: async (name: keyof Lab, words: string[]) => {
    try {
      const method = lab[name] as (...words: string[]) => Promise<unknown>;
      return { value: pack(await method(...words)) };
    } catch (reason) {
      return { error: describe(reason), ...(reason instanceof DubError && { code: reason.code }) };
    }
  },
});
