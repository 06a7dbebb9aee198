import type { InferenceSession } from 'onnxruntime-web/webgpu';
import { DubError, describe } from '../../core/errors';
import { Turns } from '../../core/turns';
import {
  fixedFrames,
  readContract,
  runAxes,
  swapTime,
  tensorShapes,
  type Wav2LipContract,
} from '../../painters/wav2lip/network/contract';
import type { Wav2LipNet } from '../../painters/wav2lip/painter';
import { WINDOW_SIZE } from '../../painters/wav2lip/network/windows';
import { findGpu, loadOrt, sessionOptions, type Device, type Ort } from '../onnx-runtime';
import { makeTensor, readTensor, tensorFacts } from './onnx-tensors';
import { chooseSession } from './wav2lip-check';

/** Why a network runs on the processor although there is a GPU: it could not be made there, or computed wrongly. */
export type Fallback = 'gpu-refused' | 'gpu-wrong';

export type Wav2LipSession = {
  readonly net: Wav2LipNet;
  readonly contract: Wav2LipContract;
  readonly device: Device;
  readonly fallback: Fallback | null;
  release(): Promise<void>;
};

/** Pixels of the faces in one run, which bound the memory of a batch. */
const BATCH_PIXELS = { webgpu: 16 * 96 * 96, wasm: 4 * 96 * 96 } as const;

/**
 * A Wav2Lip network from the bytes of an ONNX file. `auto` takes a real GPU where its answer to a test input equals
 * the processor's (`chooseSession`), and the processor else; a named device is taken without that test.
 * Throws `model/not-onnx`, `model/other-contract`, `model/needs-shader-f16`.
 */
export async function openWav2Lip(
  bytes: Uint8Array,
  wish: 'auto' | Device = 'auto',
): Promise<Wav2LipSession> {
  if (wish === 'webgpu') return onDevice(await loadOrt('webgpu'), bytes, 'webgpu', null);
  if (wish === 'wasm' || (await findGpu()) !== 'real')
    return onDevice(await loadOrt('wasm'), bytes, 'wasm', null);
  const ort = await loadOrt('webgpu');
  const gpu = await onDevice(ort, bytes, 'webgpu', null).catch((reason: unknown) => {
    if (reason instanceof DubError && reason.code === 'model/other-contract') throw reason;
    console.warn(`the GPU refused the model: ${describe(reason)}`);
    return null;
  });
  const cpu = await onDevice(ort, bytes, 'wasm', gpu ? 'gpu-wrong' : 'gpu-refused').catch(
    async (reason: unknown) => {
      await gpu?.release();
      throw reason;
    },
  );
  return gpu ? chooseSession(gpu, cpu) : cpu;
}

async function onDevice(
  ort: Ort,
  bytes: Uint8Array,
  device: Device,
  fallback: Fallback | null,
): Promise<Wav2LipSession> {
  const session = await create(ort, bytes, device);
  try {
    const contract = readContract(tensorFacts(session.inputMetadata), tensorFacts(session.outputMetadata));
    const net = createNet(ort, session, contract, device);
    return { net, contract, device, fallback, release: () => session.release() };
  } catch (reason) {
    await session.release();
    throw reason;
  }
}

async function create(ort: Ort, bytes: Uint8Array, device: Device): Promise<InferenceSession> {
  try {
    return await ort.InferenceSession.create(bytes, sessionOptions(device));
  } catch (cause) {
    // The processor computes half precision whatever it lacks, a GPU only where its adapter has shader-f16.
    const half = device === 'webgpu' && /\bf16\b|float16|fp16|NOT_IMPLEMENTED/i.test(describe(cause));
    throw new DubError(half ? 'model/needs-shader-f16' : 'model/not-onnx', { cause, detail: { device } });
  }
}

function createNet(
  ort: Ort,
  session: InferenceSession,
  contract: Wav2LipContract,
  device: Device,
): Wav2LipNet {
  const { size } = contract;
  const area = size * size;
  const fixed = fixedFrames(contract);
  const batch = fixed ?? Math.max(1, Math.floor(BATCH_PIXELS[device] / area));

  /** One run of at most as many frames as the file takes. */
  const runOnce = async (mel: Float32Array, faces: Float32Array, count: number): Promise<Float32Array> => {
    const axes = runAxes(contract, count);
    const frames = axes.batch * axes.time;
    const shapes = tensorShapes(contract, axes);
    const folded = swapTime(padded(faces, frames * 6 * area), 6, area, axes, true);
    const feeds = {
      [contract.mel.name]: makeTensor(ort, contract.mel, padded(mel, frames * WINDOW_SIZE), shapes.mel),
      [contract.face.name]: makeTensor(ort, contract.face, folded, shapes.face),
    };
    const answers = await session.run(feeds, [contract.output.name]);
    const answer = answers[contract.output.name];
    if (!answer) throw new Error(`no output ${contract.output.name}`);
    return swapTime(await readTensor(answer), 3, area, axes, false);
  };

  const runAll = async (mel: Float32Array, faces: Float32Array, count: number): Promise<Float32Array> => {
    const most = fixed ?? count;
    const answer = new Float32Array(count * 3 * area);
    for (let from = 0; from < count; from += most) {
      const to = Math.min(count, from + most);
      const part = await runOnce(
        mel.subarray(from * WINDOW_SIZE, to * WINDOW_SIZE),
        faces.subarray(from * 6 * area, to * 6 * area),
        to - from,
      ).catch((cause: unknown) => {
        throw new DubError(device === 'webgpu' ? 'gpu/lost' : 'model/failed', {
          cause,
          detail: { model: 'wav2lip', device },
        });
      });
      answer.set(part.subarray(0, (to - from) * 3 * area), from * 3 * area);
    }
    // NaN would be painted as black, and the video be called done.
    if (!answer.every(Number.isFinite)) throw new DubError('model/no-numbers', { detail: { device } });
    return answer;
  };

  // A session takes one run at a time.
  const turns = new Turns();
  const run: Wav2LipNet['run'] = (mel, faces, count) => turns.take(() => runAll(mel, faces, count));
  return { size, batch, run };
}

/** `values` with zeros up to `length`; itself where it is long enough. */
function padded(values: Float32Array, length: number): Float32Array {
  if (values.length >= length) return values;
  const longer = new Float32Array(length);
  longer.set(values);
  return longer;
}
