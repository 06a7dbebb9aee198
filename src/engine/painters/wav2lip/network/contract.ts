import { DubError } from '../../../core/errors';

/** What a file says of one of its inputs or outputs; free dimensions are names (or negative numbers). */
export type TensorFacts = {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
};

export type FloatType = 'float32' | 'float16';
export type NamedTensor = { readonly name: string; readonly type: FloatType };

/** How a file wants to be run: a Wav2Lip network, whatever its tensors are called. */
export type Wav2LipContract = {
  /** [batch, 1, 80, 16], or [batch, time, 1, 80, 16]; −4…4. */
  readonly mel: NamedTensor;
  /** [batch, 6, size, size], or [batch, 6, time, size, size]; 0…1, blue green red. */
  readonly face: NamedTensor;
  /** [batch, 3, size, size], or [batch, 3, time, size, size]; 0…1, blue green red. */
  readonly output: NamedTensor;
  readonly size: number;
  /** Length of the batch axis; null where it is free. */
  readonly batch: number | null;
  /** Length of the time axis, null where it is free; absent where there is none (4 dimensions). */
  readonly time?: number | null;
};

const EXPECTED = 'mel [B,1,80,16], face [B,6,S,S] -> [B,3,S,S], S 32-1024, float32 or float16';

/**
 * Recognises a Wav2Lip network by the shapes of its two inputs and of its output. Throws `model/other-contract`,
 * with what was expected and what was found.
 */
export function readContract(
  inputs: readonly TensorFacts[],
  outputs: readonly TensorFacts[],
): Wav2LipContract {
  const refuse = (reason: string) =>
    new DubError('model/other-contract', {
      detail: {
        reason,
        expected: EXPECTED,
        found: `${inputs.map(say).join(', ')} -> ${outputs.map(say).join(', ')}`,
      },
    });
  const mel = inputs.find(({ shape }) => endsWith(shape, [1, 80, 16]) && isRank(shape));
  const face = inputs.find((tensor) => tensor !== mel && isPicture(tensor.shape, 6));
  if (!mel || !face) throw refuse(mel ? 'no face input' : 'no mel input');
  if (inputs.length !== 2) throw refuse('more inputs than two');
  const size = face.shape.at(-1) as number;
  const output = outputs.find(({ shape }) => isPicture(shape, 3) && shape.at(-1) === size);
  if (!output) throw refuse(`no output of 3 x ${size} x ${size}`);
  if (mel.shape.length !== face.shape.length || output.shape.length !== face.shape.length)
    throw refuse('4 and 5 dimensions mixed');
  const batch = joined(mel.shape[0], face.shape[0]);
  const time = mel.shape.length === 5 ? joined(mel.shape[1], face.shape[2]) : undefined;
  if (batch === 'differs' || time === 'differs')
    throw refuse('mel and face disagree on the number of frames');
  const named = ({ name, type }: TensorFacts): NamedTensor => {
    if (type !== 'float32' && type !== 'float16') throw refuse(`${name} is ${type}`);
    return { name, type };
  };
  const tensors = { mel: named(mel), face: named(face), output: named(output) };
  return { ...tensors, size, batch, ...(time !== undefined && { time }) };
}

const say = ({ name, type, shape }: TensorFacts) => `${name} ${type}[${shape.join(',')}]`;

const isRank = (shape: TensorFacts['shape']) => shape.length === 4 || shape.length === 5;

const endsWith = (shape: TensorFacts['shape'], tail: readonly number[]) =>
  tail.every((length, i) => shape[shape.length - tail.length + i] === length);

/** A square picture of `channels`, of a size that a face can have. */
function isPicture(shape: TensorFacts['shape'], channels: number): boolean {
  const [height, width] = [shape.at(-2), shape.at(-1)];
  return (
    isRank(shape) &&
    shape[1] === channels &&
    typeof width === 'number' &&
    height === width &&
    width >= 32 &&
    width <= 1024 &&
    width % 2 === 0
  );
}

const isFixed = (length: number | string | undefined): length is number =>
  typeof length === 'number' && length > 0;

/** One axis that two tensors share: its length where either says it, null where it is free. */
function joined(a: number | string | undefined, b: number | string | undefined): number | null | 'differs' {
  if (isFixed(a) && isFixed(b)) return a === b ? a : 'differs';
  return isFixed(a) ? a : isFixed(b) ? b : null;
}

/** Lengths of the two axes of one run of `count` frames: at most `batch · time` of them, the rest is padding. */
export function runAxes(
  { batch, time }: Wav2LipContract,
  count: number,
): { readonly batch: number; readonly time: number } {
  const frames = time ?? (time === null && batch !== null ? Math.ceil(count / batch) : 1);
  return { batch: batch ?? Math.ceil(count / frames), time: frames };
}

/** Most frames that one run takes, where the file fixes it; null where it is free. */
export function fixedFrames({ batch, time }: Wav2LipContract): number | null {
  if (batch === null || time === null) return null;
  return batch * (time ?? 1);
}

/** Dimensions of the three tensors in a run with these axes. */
export function tensorShapes(contract: Wav2LipContract, axes: { batch: number; time: number }) {
  const { batch, time } = axes;
  const { size } = contract;
  if (contract.time === undefined) return { mel: [batch, 1, 80, 16], face: [batch, 6, size, size] };
  return { mel: [batch, time, 1, 80, 16], face: [batch, 6, time, size, size] };
}

/**
 * Reorders pictures between [batch · time, channels, area] (one frame after another) and [batch, channels, time,
 * area] (what a network with a time axis takes and gives). Returns `from` itself where both are the same.
 */
export function swapTime(
  from: Float32Array,
  channels: number,
  area: number,
  { batch, time }: { batch: number; time: number },
  toNetwork: boolean,
): Float32Array {
  if (time === 1) return from;
  const into = new Float32Array(from.length);
  for (let b = 0; b < batch; b++) {
    for (let t = 0; t < time; t++) {
      for (let c = 0; c < channels; c++) {
        const frame = ((b * time + t) * channels + c) * area;
        const folded = ((b * channels + c) * time + t) * area;
        const [source, target] = toNetwork ? [frame, folded] : [folded, frame];
        into.set(from.subarray(source, source + area), target);
      }
    }
  }
  return into;
}
