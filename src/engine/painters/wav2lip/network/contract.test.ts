import { describe, expect, test } from 'vitest';
import { DubError } from '../../../core/errors';
import {
  fixedFrames,
  readContract,
  runAxes,
  swapTime,
  tensorShapes,
  type TensorFacts,
  type Wav2LipContract,
} from './contract';

type Shape = TensorFacts['shape'];
const tensor = (name: string, shape: Shape, type = 'float32'): TensorFacts => ({ name, type, shape });
const mel = (batch: number | string = 'batch') => tensor('mel', [batch, 1, 80, 16]);
const face = (batch: number | string = 'batch', size = 96) => tensor('face', [batch, 6, size, size]);
const output = (batch: number | string = 'batch', size = 96) => tensor('out', [batch, 3, size, size]);

describe('a network of the contract', () => {
  // Names under which exports of these networks are in circulation.
  test.each([
    ['mel_spectrogram', 'video_frames', 'predicted_frames'],
    ['source', 'target', 'output'],
    ['input1', 'input2', '1089'],
    ['face_sequences', 'audio_sequences', 'g'],
  ])('is recognised by its shapes whatever its tensors are called: %s', (a, b, out) => {
    const [sound, faces] = [tensor(a, ['B', 1, 80, 16]), tensor(b, ['B', 6, 96, 96])];
    const outputs = [tensor(out, ['B', 3, 96, 96])];
    const expected = {
      mel: { name: a, type: 'float32' },
      face: { name: b, type: 'float32' },
      output: { name: out, type: 'float32' },
      ...{ size: 96, batch: null },
    };
    expect(readContract([sound, faces], outputs)).toEqual(expected);
    expect(readContract([faces, sound], outputs)).toEqual(expected);
  });

  test.each([96, 128, 192, 256, 288, 384, 512])('may have faces of %i pixels', (size) => {
    expect(readContract([mel(), face('B', size)], [output('B', size)]).size).toBe(size);
  });

  test('has a batch axis that is fixed or free; one fixed side is enough', () => {
    const batch = (a: number | string, b: number | string) =>
      readContract([mel(a), face(b)], [output(a)]).batch;
    expect(batch('n', 'n')).toBeNull();
    expect(batch(-1, -1)).toBeNull();
    expect(batch(1, 1)).toBe(1);
    expect(batch(8, 8)).toBe(8);
    expect(batch('n', 8)).toBe(8);
    expect(batch(8, 'n')).toBe(8);
  });

  test('may have five dimensions, its time axis fixed or free', () => {
    const read = (time: number | string, batch: number | string = 'n') =>
      readContract(
        [tensor('m', [batch, time, 1, 80, 16]), tensor('f', [batch, 6, time, 96, 96])],
        [tensor('o', [batch, 3, time, 96, 96])],
      );
    expect(read(5)).toMatchObject({ size: 96, batch: null, time: 5 });
    expect(read('t', 2)).toMatchObject({ size: 96, batch: 2, time: null });
    expect(readContract([mel(), face()], [output()])).not.toHaveProperty('time');
  });

  test('may be of half precision, each tensor for itself', () => {
    const contract = readContract(
      [mel(), { ...face(), type: 'float16' }],
      [{ ...output(), type: 'float16' }],
    );
    expect(contract).toMatchObject({
      mel: { type: 'float32' },
      face: { type: 'float16' },
      output: { type: 'float16' },
    });
  });

  test('may have more outputs than the picture', () => {
    const outputs = [tensor('loss', [1]), tensor('small', ['n', 3, 48, 48]), output()];
    expect(readContract([mel(), face()], outputs).output.name).toBe('out');
  });
});

describe('a network of another contract', () => {
  const cases: [string, TensorFacts[], TensorFacts[], RegExp][] = [
    ['without a spectrogram', [face()], [output()], /mel/],
    ['of another ear', [tensor('mel', ['n', 1, 80, 32]), face()], [output()], /mel/],
    ['that takes one face', [mel(), tensor('f', ['n', 3, 96, 96])], [output()], /face/],
    ['of a size nobody knows', [mel(), tensor('f', ['n', 6, 'h', 'w'])], [output()], /face/],
    ['of faces that are not square', [mel(), tensor('f', ['n', 6, 96, 128])], [output()], /face/],
    ['of faces too small', [mel(), face('n', 16)], [output('n', 16)], /face/],
    ['of faces too large', [mel(), face('n', 2048)], [output('n', 2048)], /face/],
    ['of faces without a middle row', [mel(), face('n', 97)], [output('n', 97)], /face/],
    ['with a third input', [mel(), face(), tensor('weight', [1])], [output()], /more inputs/],
    ['that answers at another size', [mel(), face()], [output('n', 192)], /no output of 3 x 96 x 96/],
    ['that answers no picture', [mel(), face()], [tensor('o', ['n', 512])], /no output/],
    ['of disagreeing batches', [mel(4), face(8)], [output(8)], /disagree/],
    [
      'of disagreeing times',
      [tensor('m', [1, 5, 1, 80, 16]), tensor('f', [1, 6, 4, 96, 96])],
      [tensor('o', [1, 3, 4, 96, 96])],
      /disagree/,
    ],
    ['of mixed dimensions', [tensor('m', [1, 5, 1, 80, 16]), face(1)], [output(1)], /4 and 5/],
    ['of bytes', [mel(), { ...face(), type: 'uint8' }], [output()], /face is uint8/],
    ['with a sequence', [mel(), { name: 's', type: 'no tensor', shape: [] }], [output()], /face/],
  ];
  test.each(cases)('%s is refused, and said why', (_, inputs, outputs, reason) => {
    const refusal = (() => {
      try {
        readContract(inputs, outputs);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(DubError);
    const { code, detail } = refusal as DubError;
    expect(code).toBe('model/other-contract');
    expect(detail?.reason).toMatch(reason);
    expect(detail?.expected).toContain('[B,6,S,S]');
    for (const { name, type, shape } of [...inputs, ...outputs])
      expect(detail?.found).toContain(`${name} ${type}[${shape.join(',')}]`);
  });
});

describe('a run', () => {
  const contract = (batch: number | null, time?: number | null): Wav2LipContract => ({
    mel: { name: 'm', type: 'float32' },
    face: { name: 'f', type: 'float32' },
    output: { name: 'o', type: 'float32' },
    ...{ size: 32, batch },
    ...(time !== undefined && { time }),
  });

  test.each([
    ['free', contract(null), 7, { batch: 7, time: 1 }, null],
    ['fixed at 1', contract(1), 1, { batch: 1, time: 1 }, 1],
    ['fixed at 8', contract(8), 3, { batch: 8, time: 1 }, 8],
    ['free with a time of 5', contract(null, 5), 7, { batch: 2, time: 5 }, null],
    ['of 2 with a free time', contract(2, null), 7, { batch: 2, time: 4 }, null],
    ['all free with time', contract(null, null), 7, { batch: 7, time: 1 }, null],
    ['of 2 by 5', contract(2, 5), 9, { batch: 2, time: 5 }, 10],
  ])('of a batch %s has room for its frames', (_, network, count, axes, most) => {
    expect(runAxes(network, count)).toEqual(axes);
    expect(fixedFrames(network)).toBe(most);
    expect(axes.batch * axes.time).toBeGreaterThanOrEqual(count);
  });

  test('has four dimensions, or five with the time where the network has it', () => {
    expect(tensorShapes(contract(null), { batch: 3, time: 1 })).toEqual({
      mel: [3, 1, 80, 16],
      face: [3, 6, 32, 32],
    });
    expect(tensorShapes(contract(null, 5), { batch: 2, time: 5 })).toEqual({
      mel: [2, 5, 1, 80, 16],
      face: [2, 6, 5, 32, 32],
    });
  });

  test('with time puts channels before frames, and back', () => {
    const axes = { batch: 2, time: 3 };
    // [batch · time, channels, area]: the number says batch, frame, channel and pixel.
    const frames = Float32Array.from({ length: 2 * 3 * 2 * 4 }, (_, i) => {
      const [frame, channel, pixel] = [Math.floor(i / 8), Math.floor(i / 4) % 2, i % 4];
      return 1000 * Math.floor(frame / 3) + 100 * (frame % 3) + 10 * channel + pixel;
    });
    const folded = swapTime(frames, 2, 4, axes, true);
    // Batch 1, channel 1, frame 2, pixel 3 stands at ((1 · 2 + 1) · 3 + 2) · 4 + 3.
    expect(folded[((1 * 2 + 1) * 3 + 2) * 4 + 3]).toBe(1213);
    expect(folded[((0 * 2 + 1) * 3 + 0) * 4 + 1]).toBe(11);
    expect(swapTime(folded, 2, 4, axes, false)).toEqual(frames);
    expect(swapTime(frames, 2, 4, { batch: 6, time: 1 }, true)).toBe(frames);
  });
});
