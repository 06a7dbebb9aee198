/** The page behind `bench/bench-page.ts`: what a finished video is compared with. Never part of the built app. */
import {
  ALL_FORMATS,
  BlobSource,
  BufferTarget,
  Conversion,
  Input,
  Mp4OutputFormat,
  Output,
  Quality,
} from 'mediabunny';
import { wrap } from 'comlink';
import { Workers } from '../../src/engine/bridge/workers';
import type { MediaInfo } from '../../src/engine/core/media-info';
import { baseFrames, frameCount } from '../../src/engine/timeline/timeline';
import { DEFAULT_SETTINGS, type DubPlan } from '../../src/engine/plan/dub-plan';
import { joinPeople } from '../../src/engine/face/people/join-people';
import { trackOf } from '../../src/engine/face/people/video-people';
import { toSteps } from '../../src/engine/face/track/steps';
import { DEFAULT_WAV2LIP, type Wav2LipPlan } from '../../src/engine/painters/wav2lip/inputs';
import { outputShape } from '../../src/engine/plan/output-shape';
import type { BenchClip, OwnWork, Throughput, Wav2LipBench } from './wav2lip.worker';

const hosts = new Workers().leaseJob();
const options = { signal: new AbortController().signal };
const probe = (file: File) => hosts.probe.run((service, port) => service.probe(file, port), options);

async function fetchFile(url: string): Promise<File> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  return new File([await response.blob()], url.split('/').pop() ?? 'file');
}

type Readable = { file: File; info: MediaInfo; convertSeconds: number };

/** The file, or its converted twin where WebCodecs cannot read it. */
async function readable(url: string): Promise<Readable> {
  const file = await fetchFile(url);
  const info = await probe(file);
  if (info.reader === 'webcodecs') return { file, info, convertSeconds: 0 };
  const start = performance.now();
  const converted = await stored((path) =>
    hosts.convert.run((service, port) => service.convert(file, info, path, port), options),
  );
  return {
    file: converted,
    info: await probe(converted),
    convertSeconds: (performance.now() - start) / 1000,
  };
}

/** Runs something that writes a file into private storage, and opens that file. */
async function stored(write: (path: string) => Promise<unknown>): Promise<File> {
  const path = `bench-${crypto.randomUUID()}`;
  await write(path);
  return (await (await navigator.storage.getDirectory()).getFileHandle(path)).getFile();
}

/**
 * Seconds that mediabunny takes to decode the whole video and to encode it as H.264 at the bit rate that a result
 * would have, its sound copied; and seconds of the conversion that had to come first.
 */
async function transcode(url: string): Promise<{ seconds: number; convertSeconds: number }> {
  const { file, info, convertSeconds } = await readable(url);
  if (!info.video) throw new Error('no video');
  const { codedWidth: width, codedHeight: height, fps, bitrate } = info.video;
  const start = performance.now();
  using input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) });
  const output = new Output({ format: new Mp4OutputFormat(), target: new BufferTarget() });
  const shape = outputShape({ width, height, fps, bitrate }, DEFAULT_SETTINGS);
  const quality = new Quality({ bitrate: shape.bitrate });
  const conversion = await Conversion.init({
    input,
    output,
    video: { codec: 'avc', quality, forceTranscode: true },
  });
  await conversion.execute();
  return { seconds: (performance.now() - start) / 1000, convertSeconds };
}

/** What the footage's frames are shown at, and how long the speech is, seconds. */
type Clock = { readonly times: readonly number[]; readonly seconds: number };

/**
 * The footage as a result of this speech would hold it, through the app's own decoder, encoder and muxer, with
 * nothing painted. `base`: the source frame under each frame.
 */
async function plain(videoUrl: string, speechUrl: string, { times, seconds }: Clock) {
  const { file: video, info } = await readable(videoUrl);
  const { file: speech } = await readable(speechUrl);
  if (!info.video) throw new Error('no video');
  const { fps } = info.video;
  const base = baseFrames(Float64Array.from(times), fps, frameCount(seconds, fps));
  const none = new Int32Array(base.length);
  const empty = new Float32Array(0);
  const nowhere = toSteps([], 1);
  const inputs = { donor: none, donor2: none, mix: empty, points: nowhere, target: nowhere };
  const keep = new Uint8Array(base.length).fill(1);
  const { blending, sharpening } = DEFAULT_SETTINGS;
  const look = { blending, sharpening };
  const plan = { painter: 'reuse', fps, base, keep, share: empty, look, inputs };
  const mp4 = await stored((target) =>
    hosts.render.run(
      (service, port) =>
        service.render({ video, speech, info, plan, target, encoder: 'auto', copies: false }, port),
      options,
    ),
  );
  return { mp4: await toBase64(mp4), base: [...base], fps };
}

/** A clip with its plan for the Wav2Lip engine. */
async function wav2lipClip(videoUrl: string, speechUrl: string, frames: number): Promise<BenchClip> {
  const { file: video, info } = await readable(videoUrl);
  const { file: speech } = await readable(speechUrl);
  const whole = { part: 0, of: 1 };
  const part = await hosts.track.run((service, port) => service.track(video, whole, null, port), options);
  const track = trackOf(joinPeople([part]), 0);
  const heard = await hosts.speech.run((service, port) => service.listen(speech, null, port), options);
  const request = {
    info,
    track,
    speech: heard,
    own: null,
    settings: DEFAULT_SETTINGS,
    painter: { id: 'wav2lip', settings: DEFAULT_WAV2LIP },
  };
  const made = await hosts.render.run<DubPlan>((service, port) => service.plan(request, port), options);
  const plan = made as DubPlan & Wav2LipPlan;
  return { video, speech, info, plan, frames };
}

const wav2lipWorker = () =>
  wrap<Wav2LipBench>(new Worker(new URL('./wav2lip.worker.ts', import.meta.url), { type: 'module' }));

/** The Wav2Lip engine's own work with faces of `size` pixels, milliseconds a frame. */
async function ownWork(videoUrl: string, speechUrl: string, frames: number, size: number): Promise<OwnWork> {
  return wav2lipWorker().ownWork(await wav2lipClip(videoUrl, speechUrl, frames), size);
}

/** The whole engine with a network, and that network alone, milliseconds a frame. */
async function throughput(
  videoUrl: string,
  speechUrl: string,
  networkUrl: string,
  frames: number,
  device: 'webgpu' | 'wasm',
  rounds: number,
): Promise<Throughput> {
  const network = await fetchFile(networkUrl);
  return wav2lipWorker().throughput(await wav2lipClip(videoUrl, speechUrl, frames), network, device, rounds);
}

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000)
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

const bench = { transcode, plain, ownWork, throughput };

/** What `window.bench` can be asked; answers are plain data. */
export type BenchCalls = typeof bench;
Object.assign(window, { bench });
