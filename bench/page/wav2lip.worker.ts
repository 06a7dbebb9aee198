/** What the Wav2Lip engine costs a frame, beside the network alone. Never part of the built app. */
import { expose } from 'comlink';
import type { MediaInfo } from '../../src/engine/core/media-info';
import type { Painter } from '../../src/engine/painters/painter';
import type { Picture } from '../../src/engine/picture/picture';
import type { Wav2LipPlan } from '../../src/engine/painters/wav2lip/inputs';
import { slicePlan } from '../../src/engine/painters/slice-plan';
import type { DubPlan } from '../../src/engine/plan/dub-plan';
import { SPEECH_RATE } from '../../src/engine/speech/spectrum/log-mel';
import { colorModel } from '../../src/engine/painters/wav2lip/paint/color';
import { Wav2LipMelStream } from '../../src/engine/painters/wav2lip/network/mel';
import { createWav2LipPainter, type Wav2LipNet } from '../../src/engine/painters/wav2lip/painter';
import { runAxes, tensorShapes } from '../../src/engine/painters/wav2lip/network/contract';
import { loadOrt, sessionOptions, type Device } from '../../src/engine/inference/onnx-runtime';
import { makeTensor } from '../../src/engine/inference/networks/onnx-tensors';
import { openWav2Lip } from '../../src/engine/inference/networks/wav2lip-session';
import { knownColor } from '../../src/engine/media/pictures/color';
import { openFootage } from '../../src/engine/media/decode/footage';
import { paintedPictures } from '../../src/engine/media/render/painted-pictures';
import { readMono } from '../../src/engine/media/audio/sound';

export type BenchClip = {
  readonly video: File;
  readonly speech: File;
  readonly info: MediaInfo;
  readonly plan: DubPlan & Wav2LipPlan;
  /** Frames of the plan that are painted, from its first on. */
  readonly frames: number;
};
/** Milliseconds a frame in the quickest of some rounds; `total` is the sum. */
export type OwnWork = {
  readonly mel: number;
  readonly prepare: number;
  readonly finish: number;
  readonly total: number;
};
/**
 * Milliseconds a frame: the whole engine, and the network alone in batches of 1 and of what the engine takes; `ratio`
 * is the engine's time over the network's better one. Medians over rounds, in each of which all three had their turn,
 * so that other work on the machine bears on all alike.
 */
export type Throughput = {
  readonly engine: number;
  readonly bare: number;
  readonly bareBatch: number;
  readonly batch: number;
  readonly ratio: number;
};

const { signal } = new AbortController();
const OWN_ROUNDS = 5;

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] as number;

/** The clip in memory, so that nothing but the engine is timed. */
async function load({ video, speech, info, plan, frames }: BenchClip) {
  if (!info.video) throw new Error('no video');
  const footage = await openFootage(video);
  const count = Math.min(frames, plan.base.length);
  const cutPlan = slicePlan(plan, { from: 0, to: count / plan.fps }) as DubPlan & Wav2LipPlan;
  const pictures: Picture[] = [];
  for await (const { picture } of footage.pictures(cutPlan.base, signal))
    pictures.push({ ...picture, data: picture.data.slice() });
  const samples: Float32Array[] = [];
  for await (const piece of readMono(speech, SPEECH_RATE, signal)) samples.push(piece.slice());
  const seconds = samples.reduce((sum, { length }) => sum + length, 0) / SPEECH_RATE;
  const start = performance.now();
  const stream = new Wav2LipMelStream();
  for (const piece of samples) stream.push(piece);
  const mel = stream.finish();
  const melMs = (performance.now() - start) / (seconds * plan.fps);
  const color = colorModel(knownColor(footage.colorSpace, info.video.codedHeight), info.video.codedHeight);
  const painterOf = async (net: Wav2LipNet): Promise<Painter> => {
    const painter = createWav2LipPainter({ plan: cutPlan, video: info.video as never, color, mel, net });
    for await (const { index, picture } of footage.pictures(painter.studies, signal))
      painter.study(index, picture);
    return painter;
  };
  return { plan: cutPlan, pictures, melMs, painterOf, close: () => footage.close() };
}

async function* shown(pictures: readonly Picture[]) {
  for (const picture of pictures) yield { picture };
}

/** Milliseconds that painting all pictures takes, as the app batches them. */
async function paintAll(clip: Awaited<ReturnType<typeof load>>, painter: Painter): Promise<number> {
  const start = performance.now();
  let count = 0;
  for await (const _ of paintedPictures(shown(clip.pictures), clip.plan.keep, painter)) count++;
  return (performance.now() - start) / count;
}

/** The engine with a network that answers at once: what is left is its own work. */
async function ownWork(request: BenchClip, size: number): Promise<OwnWork> {
  const clip = await load(request);
  const batch = 4;
  const answer = new Float32Array(batch * 3 * size * size).fill(0.5);
  let called = 0;
  const net: Wav2LipNet = {
    ...{ size, batch },
    run: async (_mel: Float32Array, _faces: Float32Array) => {
      called = performance.now();
      return answer;
    },
  };
  const painter = await clip.painterOf(net);
  const rounds = { prepare: [] as number[], finish: [] as number[] };
  const frames = clip.pictures.map((picture) => ({ ...picture, data: picture.data.slice() }));
  // The first rounds warm the compiler up.
  for (let round = -2; round < OWN_ROUNDS; round++) {
    let [prepare, finish] = [0, 0];
    frames.forEach(({ data }, i) => data.set((clip.pictures[i] as Picture).data));
    for (let from = 0; from < frames.length; from += batch) {
      const works = frames.slice(from, from + batch).map((frame, k) => ({ index: from + k, frame }));
      const start = performance.now();
      await painter.paint(works.filter(({ index }) => clip.plan.keep[index] === 0));
      prepare += called - start;
      finish += performance.now() - called;
    }
    if (round < 0) continue;
    rounds.prepare.push(prepare / frames.length);
    rounds.finish.push(finish / frames.length);
  }
  painter.release();
  clip.close();
  // Whatever else the machine did can only have made a round slower.
  const [prepare, finish] = [Math.min(...rounds.prepare), Math.min(...rounds.finish)];
  return { mel: clip.melMs, prepare, finish, total: clip.melMs + prepare + finish };
}

/** The network alone: milliseconds a frame in runs of `count`, its inputs made once. */
async function bareNetwork(bytes: Uint8Array, device: Device, contract: Contract, count: number) {
  const ort = await loadOrt(device);
  const session = await ort.InferenceSession.create(bytes, sessionOptions(device));
  const axes = runAxes(contract, count);
  const shapes = tensorShapes(contract, axes);
  const values = (shape: readonly number[]) =>
    Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => 0.5 + 0.4 * Math.sin(i / 7));
  const feeds = {
    [contract.mel.name]: makeTensor(ort, contract.mel, values(shapes.mel), shapes.mel),
    [contract.face.name]: makeTensor(ort, contract.face, values(shapes.face), shapes.face),
  };
  const run = async (frames: number): Promise<number> => {
    const start = performance.now();
    const runs = Math.max(1, Math.round(frames / (axes.batch * axes.time)));
    for (let i = 0; i < runs; i++) {
      const answer = (await session.run(feeds))[contract.output.name];
      await answer?.getData();
      answer?.dispose();
    }
    return (performance.now() - start) / (runs * axes.batch * axes.time);
  };
  await run(1);
  return { run, release: () => session.release() };
}

type Contract = Awaited<ReturnType<typeof openWav2Lip>>['contract'];

/** The engine's throughput and the bare network's, in `rounds` turns of all the clip's frames. */
async function throughput(
  request: BenchClip,
  network: File,
  device: Device,
  rounds: number,
): Promise<Throughput> {
  const clip = await load(request);
  const bytes = new Uint8Array(await network.arrayBuffer());
  const { net, contract, release } = await openWav2Lip(bytes, device);
  const painter = await clip.painterOf(net);
  const single = await bareNetwork(bytes, device, contract, 1);
  const batched = await bareNetwork(bytes, device, contract, net.batch);
  const turns: { engine: number; bare: number; bareBatch: number }[] = [];
  for (let round = -1; round < rounds; round++) {
    const bare = await single.run(clip.pictures.length);
    const engine = await paintAll(clip, painter);
    const bareBatch = await batched.run(clip.pictures.length);
    // The first round warms up.
    if (round >= 0) turns.push({ engine, bare, bareBatch });
  }
  painter.release();
  await Promise.all([release(), single.release(), batched.release()]);
  clip.close();
  const middle = (of: (turn: (typeof turns)[number]) => number) => median(turns.map(of));
  return {
    engine: middle(({ engine }) => engine),
    bare: middle(({ bare }) => bare),
    bareBatch: middle(({ bareBatch }) => bareBatch),
    ratio: middle(({ engine, bare, bareBatch }) => engine / Math.min(bare, bareBatch)),
    batch: net.batch,
  };
}

const service = { ownWork, throughput };
export type Wav2LipBench = typeof service;
expose(service);
