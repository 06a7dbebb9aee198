import modelUrl from '../../models/mouth/mouth.onnx?url';
import check from '../../models/mouth/check.json';
import { DubError } from '../dub/errors';
import { once } from '../dub/once';
import type { MouthNet } from '../dub/speech/curve-runner';
import { MEL_BANDS } from '../dub/speech/log-mel';
import { findGpu, loadOrt, sessionOptions, type Device } from './onnx-runtime';

export type MouthSession = { readonly device: Device; readonly components: number; readonly run: MouthNet };

/** A device counts as working when its answer to the stored question is the stored one to within this. */
const TOLERANCE = 1e-3;

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
    const run: MouthNet = async (mel, rows) => {
      const { mouth } = await session.run({ mel: new ort.Tensor('float32', mel, [1, rows, MEL_BANDS]) });
      if (!mouth) throw new Error('the model gave no output "mouth"');
      return (await mouth.getData()) as Float32Array;
    };
    const difference = await worstDifference(run);
    if (!(difference <= TOLERANCE)) throw new Error(`${device} is off by ${difference}`);
    return { device, components: check.components, run };
  } catch (cause) {
    throw new DubError('model/failed', { cause, detail: { model: 'mouth', device } });
  }
}

/** Largest difference between a run's answer and the stored one. */
export async function worstDifference(run: MouthNet): Promise<number> {
  const question = Float32Array.from({ length: check.rows * MEL_BANDS }, (_, i) => checkInput(i));
  const answer = await run(question, check.rows);
  return check.answer.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (answer[i] ?? NaN))), 0);
}

/** The stored question: a spectrogram-like pattern that a formula gives (`models/mouth/train.py` has the same). */
function checkInput(index: number): number {
  const row = Math.floor(index / MEL_BANDS);
  const band = index % MEL_BANDS;
  return -2 + Math.sin(0.13 * row + 0.31 * band) + Math.sin(0.047 * row * (1 + band / 40));
}
