import modelUrl from '../../../../models/mouth/mouth.onnx?url';
import check from '../../../../models/mouth/check.json';
import { DubError } from '../../core/errors';
import { once } from '../../core/once';
import type { MouthAnswer, MouthNet } from '../../speech/curve-runner';
import { ENCODER_SIZE } from '../../speech/encoder-pieces';
import { MEL_BANDS } from '../../speech/spectrum/log-mel';
import { findGpu, loadOrt, sessionOptions, type Device } from '../onnx-runtime';

export type MouthSession = {
  readonly device: Device;
  readonly components: number;
  /** Numbers of a row of `hidden`. */
  readonly features: number;
  readonly run: MouthNet;
};

/** A device counts as working when its answer to the stored question is the stored one to within this. */
const TOLERANCE = 1e-3;
const MEL_SIZE = 2 * MEL_BANDS;

/**
 * The mouth model on the first device that works: WebGPU where there is a real adapter (not one that only
 * emulates a GPU on the CPU), else wasm. Throws `model/failed`.
 */
export const mouthSession = once(async (): Promise<MouthSession> => {
  if ((await findGpu()) === 'real') {
    const session = await openMouthSession('webgpu').catch(() => null);
    if (session) return session;
  }
  return openMouthSession('wasm');
});

/** The model on one device, checked against the stored answer. Throws `model/failed`. */
export async function openMouthSession(device: Device): Promise<MouthSession> {
  try {
    const ort = await loadOrt(device);
    // For ten seconds of speech a second thread took longer to start than it saved, and the trackers want the core.
    ort.env.wasm.numThreads = 1;
    const response = await fetch(modelUrl);
    if (!response.ok) throw new Error(`${response.status} for ${modelUrl}`);
    const model = new Uint8Array(await response.arrayBuffer());
    const session = await ort.InferenceSession.create(model, sessionOptions(device));
    const run: MouthNet = async (mel, heard, rows) => {
      const answers = await session.run({
        mel: new ort.Tensor('float32', mel, [1, rows, MEL_SIZE]),
        heard: new ort.Tensor('float32', heard, [1, rows, ENCODER_SIZE]),
      });
      const read = async (name: keyof MouthAnswer) => {
        const tensor = answers[name];
        if (!tensor) throw new Error(`the model gave no output "${name}"`);
        return (await tensor.getData()) as Float32Array;
      };
      return { mouth: await read('mouth'), voice: await read('voice'), hidden: await read('hidden') };
    };
    const difference = await worstDifference(run);
    if (!(difference <= TOLERANCE)) throw new Error(`${device} is off by ${difference}`);
    return { device, components: check.components, features: check.features, run };
  } catch (cause) {
    throw new DubError('model/failed', { cause, detail: { model: 'mouth', device } });
  }
}

/** Largest difference between a run's answer and the stored one. */
export async function worstDifference(run: MouthNet): Promise<number> {
  const { rows } = check;
  const question = (size: number, phase: number, shift: number) =>
    Float32Array.from({ length: rows * size }, (_, i) => checkInput(i, size, phase) + shift);
  const answer = await run(question(MEL_SIZE, 0, -2), question(ENCODER_SIZE, 1, 0), rows);
  const worst = (stored: readonly number[], values: Float32Array) =>
    stored.reduce((most, value, i) => Math.max(most, Math.abs(value - (values[i] ?? NaN))), 0);
  return Math.max(
    worst(check.mouth, answer.mouth),
    worst(check.voice, answer.voice),
    worst(check.hidden, answer.hidden),
  );
}

/** The stored question: a pattern that a formula gives (`models/mouth/export.py` has the same). */
function checkInput(index: number, size: number, phase: number): number {
  const row = Math.floor(index / size);
  const column = index % size;
  return Math.sin(0.13 * row + 0.31 * column + phase) + Math.sin(0.047 * row * (1 + column / 40));
}
