import modelUrl from '../../../../models/speech-encoder/encoder.onnx?url';
import { DubError } from '../../core/errors';
import { once } from '../../core/once';
import type { EncoderNet } from '../../speech/encoder-pieces';
import { mouthSession } from './mouth-session';
import { loadOrt, sessionOptions } from '../onnx-runtime';

/**
 * The speech encoder. Its weights are integers, and the products of integers are not among what the WebGPU provider
 * computes (onnxruntime-web 1.30), so it runs on the processor, where ten seconds take less than one. Throws
 * `model/failed`.
 */
export const speechEncoder = once(async (): Promise<{ run: EncoderNet }> => {
  try {
    // Both builds of the runtime compute on the processor: that of the mouth model is there anyway.
    const ort = await loadOrt((await mouthSession()).device);
    // The trackers want the other core.
    ort.env.wasm.numThreads = 1;
    const response = await fetch(modelUrl);
    if (!response.ok) throw new Error(`${response.status} for ${modelUrl}`);
    const session = await ort.InferenceSession.create(
      new Uint8Array(await response.arrayBuffer()),
      sessionOptions('wasm'),
    );
    const run: EncoderNet = async (samples) => {
      const { heard } = await session.run({
        input_values: new ort.Tensor('float32', samples, [1, samples.length]),
      });
      if (!heard) throw new Error('the encoder gave no output "heard"');
      return (await heard.getData()) as Float32Array;
    };
    return { run };
  } catch (cause) {
    throw new DubError('model/failed', { cause, detail: { model: 'speech-encoder', device: 'wasm' } });
  }
});
