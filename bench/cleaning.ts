/**
 * Whether cleaning helps the mouth model: clean speeches with noise added, and how well the lip opening that each asks
 * for follows the one that the clean speech asks for (correlation), for each way of cleaning: a high-pass, the noise
 * filter always, and the noise filter where the app uses it.
 *
 *   node --import tsx bench/cleaning.ts [speech.wav …]
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as ort from 'onnxruntime-web';
import { randomFrom } from '../tests/formats/random';
import check from '../models/mouth/check.json';
import basis from '../models/mouth/mouth.json';
import { ffmpeg } from '../scripts/ffmpeg';
import { pauses } from '../src/engine/speech/pauses';
import { Biquad, highPass } from '../src/engine/sound/cleaning/biquad';
import { CurveRunner, type MouthAnswer } from '../src/engine/speech/curve-runner';
import { denoise } from '../src/engine/sound/cleaning/denoise';
import { ENCODER_GAIN, ENCODER_SIZE, EncoderPieces } from '../src/engine/speech/encoder-pieces';
import { LogMelStream, levelGain, MEL_BANDS, SPEECH_RATE } from '../src/engine/speech/spectrum/log-mel';
import { MODEL_RATE } from '../src/engine/speech/mouth-curve';
import { checkMouthModel, moveShape } from '../src/engine/face/mouth-model';
import { Resampler } from '../src/engine/speech/spectrum/resample';
import { hasSteadyNoise } from '../src/engine/speech/steady-noise';
import { opening, SHAPE_SIZE } from '../src/engine/face/track/mouth/mouth-shape';
import { openNoiseFilter } from '../src/engine/inference/speech/noise-filter';
import { correlation } from './measure/agreement';
import { shared } from './options';

const RATE = 48_000;
/** Of each speech. */
const SECONDS = 10;
const SPEECHES = ['en-jfk', 'en-radio', 'en-studio', 'zh-bus', 'zh-news', 'de', 'ja'];
const model = checkMouthModel(basis);

function read(path: string): Float32Array {
  const raw = ffmpeg(['-i', path, '-t', `${SECONDS}`, '-ac', '1', '-ar', `${RATE}`, '-f', 'f32le', '-']);
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + (raw.byteLength & ~3)));
}

const energy = (sound: Float32Array) => sound.reduce((sum, value) => sum + value * value, 0) / sound.length;

type Noise = (length: number, others: readonly Float32Array[]) => Float32Array;
const NOISES: Record<string, Noise> = {
  white: (length) => {
    const next = randomFrom(1);
    return Float32Array.from({ length }, () => next() - next());
  },
  // Kellet's filter: within 0.05 dB of 3 dB an octave.
  pink: (length) => {
    const next = randomFrom(2);
    const poles = [0.99886, 0.99332, 0.969, 0.8665, 0.55, -0.7616];
    const gains = [0.0555179, 0.0750759, 0.153852, 0.3104856, 0.5329522, -0.016898];
    const state = new Float64Array(6);
    return Float32Array.from({ length }, () => {
      const white = next() - next();
      poles.forEach((pole, i) => (state[i] = pole * state[i]! + gains[i]! * white));
      return state.reduce((sum, value) => sum + value, 0.5362 * white);
    });
  },
  hum: (length) =>
    Float32Array.from({ length }, (_, i) =>
      [1, 2, 3, 5, 7].reduce((sum, n) => sum + Math.sin((2 * Math.PI * 50 * n * i) / RATE) / n, 0),
    ),
  babble: (length, others) => {
    const gains = others.map((other) => 1 / Math.sqrt(energy(other)));
    return Float32Array.from({ length }, (_, i) =>
      others.reduce((sum, other, n) => sum + gains[n]! * (other[(i + 7 * RATE) % other.length] ?? 0), 0),
    );
  },
};

/** The speech as it may have been recorded, by name. */
function conditions(speech: Float32Array, others: readonly Float32Array[]): [string, Float32Array][] {
  const noisy = Object.entries(NOISES).flatMap(([name, make]): [string, Float32Array][] => {
    const noise = make(speech.length, others);
    return [20, 10, 5, 0].map((snr) => [`${name} ${snr} dB`, withNoise(speech, noise, snr)]);
  });
  return [['clean', speech], ['-30 dB', speech.map((value) => value * 10 ** -1.5)], ...noisy];
}

function withNoise(speech: Float32Array, noise: Float32Array, snr: number): Float32Array {
  const gain = Math.sqrt(energy(speech) / energy(noise)) * 10 ** (-snr / 20);
  return speech.map((value, i) => value + gain * noise[i]!);
}

async function denoised(sound: Float32Array): Promise<Float32Array> {
  const filter = await openNoiseFilter();
  async function* whole() {
    yield sound;
    await Promise.resolve();
  }
  const out: Float32Array[] = [];
  for await (const piece of denoise(whole(), filter)) out.push(piece);
  filter.close();
  return Float32Array.from(out.flatMap((piece) => [...piece]));
}

/** Without what lies below 80 Hz. */
function cut(sound: Float32Array): Float32Array {
  const filter = new Biquad(highPass(80, RATE));
  return sound.map((value) => filter.next(value));
}

function to16k(sound: Float32Array): Float32Array {
  const resampler = new Resampler(RATE, SPEECH_RATE);
  return Float32Array.from([...resampler.push(sound), ...resampler.flush()]);
}

function melOf(sound: Float32Array) {
  const stream = new LogMelStream();
  stream.push(to16k(sound));
  return stream.finish();
}

const WAYS: Record<string, (sound: Float32Array) => Float32Array | Promise<Float32Array>> = {
  none: (sound) => sound,
  cut,
  filter: denoised,
  app: async (sound) => (hasSteadyNoise(melOf(sound).loudnessDb) ? denoised(sound) : sound),
};

// Before ONNX Runtime, which would take what RNNoise looks for as the sign of a browser's worker.
Object.assign(globalThis, { WorkerGlobalScope: class {} });
(await openNoiseFilter()).close();
Reflect.deleteProperty(globalThis, 'WorkerGlobalScope');

ort.env.wasm.numThreads = 1;
const open = (file: string) =>
  ort.InferenceSession.create(readFileSync(new URL(file, import.meta.url)), { executionProviders: ['wasm'] });
const mouth = await open('../models/mouth/mouth.onnx');
const encoder = await open('../models/speech-encoder/encoder.onnx');

const tensor = (values: Float32Array, ...shape: number[]) => new ort.Tensor('float32', values, shape);
const valuesOf = async (value: ort.Tensor | undefined) => (await value!.getData()) as Float32Array;

async function hear(samples: Float32Array): Promise<Float32Array> {
  const { heard } = await encoder.run({ input_values: tensor(samples, 1, samples.length) });
  return valuesOf(heard);
}

async function tell(mel: Float32Array, heard: Float32Array, rows: number): Promise<MouthAnswer> {
  const answer = await mouth.run({
    mel: tensor(mel, 1, rows, 2 * MEL_BANDS),
    heard: tensor(heard, 1, rows, ENCODER_SIZE),
  });
  return {
    mouth: await valuesOf(answer.mouth),
    voice: await valuesOf(answer.voice),
    hidden: await valuesOf(answer.hidden),
  };
}

/** The lip opening that a sound asks of the average person, closed in pauses. */
async function asked(sound: Float32Array): Promise<Float32Array> {
  const { loudnessDb } = melOf(sound);
  const gain = levelGain(loudnessDb);
  const levelled = to16k(sound).map((sample) => gain * sample);
  const stream = new LogMelStream();
  stream.push(levelled);
  const runner = new CurveRunner(tell, model.components, check.features);
  const pieces = new EncoderPieces(hear, MODEL_RATE);
  await runner.add(stream.finish().mel, await pieces.push(levelled.map((sample) => ENCODER_GAIN * sample)));
  await runner.add(new Float32Array(0), await pieces.finish(runner.rows));
  const { values, voice } = await runner.finish();
  const base = Float32Array.from(model.neutral, (value, i) => value + model.mean[i]!);
  const shape = new Float32Array(SHAPE_SIZE);
  const raw = Float32Array.from({ length: loudnessDb.length }, (_, row) => {
    moveShape(model, base, values.subarray(row * model.components, (row + 1) * model.components), shape);
    return opening(shape);
  });
  const rest = opening(model.neutral);
  return pauses({ loudnessDb, voice }).map((pause, row) => rest + (1 - pause) * (raw[row]! - rest));
}

const files = process.argv.slice(2);
const paths = files.length > 0 ? files : SPEECHES.map((name) => shared(`speech/${name}.wav`));
const speeches = paths.map(read);
const found = new Map<string, number[]>();
for (const [index, speech] of speeches.entries()) {
  const others = speeches.filter((_, i) => i !== index);
  const wanted = await asked(speech);
  for (const [name, sound] of conditions(speech, others)) {
    for (const [way, clean] of Object.entries(WAYS)) {
      const key = `${name}|${way}`;
      const r = correlation(await asked(await clean(sound)), wanted);
      found.set(key, [...(found.get(key) ?? []), r]);
    }
  }
  console.error(basename(paths[index] ?? ''));
}

const row = (cells: readonly string[]) =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(12) : cell.padStart(8))).join('');
const ways = Object.keys(WAYS);
console.log(row(['mean r', ...ways, '', 'worst', ...ways]));
for (const name of new Set([...found.keys()].map((key) => key.split('|')[0] ?? ''))) {
  const cells = ways.map((way) => found.get(`${name}|${way}`) ?? []);
  const means = cells.map((r) => (r.reduce((sum, value) => sum + value, 0) / r.length).toFixed(3));
  console.log(row([name, ...means, '', '', ...cells.map((r) => Math.min(...r).toFixed(3))]));
}
