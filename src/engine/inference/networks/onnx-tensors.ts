import type { InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import { fromHalf, toHalf } from '../../painters/wav2lip/network/half';
import type { NamedTensor, TensorFacts } from '../../painters/wav2lip/network/contract';
import type { Ort } from '../onnx-runtime';

/** What a session says of its inputs or outputs. */
export function tensorFacts(metadata: readonly InferenceSession.ValueMetadata[]): TensorFacts[] {
  return metadata.map((value) =>
    value.isTensor
      ? { name: value.name, type: value.type, shape: value.shape }
      : { name: value.name, type: 'no tensor', shape: [] },
  );
}

/** Numbers as a tensor of the type that an input wants. */
export function makeTensor(ort: Ort, { type }: NamedTensor, values: Float32Array, shape: number[]): Tensor {
  return type === 'float16'
    ? new ort.Tensor('float16', toHalf(values), shape)
    : new ort.Tensor('float32', values, shape);
}

/** An output's numbers, whatever its type. The tensor is given back. */
export async function readTensor(tensor: Tensor): Promise<Float32Array> {
  const data = await tensor.getData();
  // Browsers that know Float16Array get one, others the bare bits.
  const values =
    data instanceof Float32Array
      ? data.slice()
      : data instanceof Uint16Array
        ? fromHalf(data)
        : Float32Array.from(data as unknown as Iterable<number>);
  tensor.dispose();
  return values;
}
