import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { DubError } from '../../core/errors';
import { WINDOW_SIZE } from '../../painters/wav2lip/network/windows';
import answers from '../../../../tests/fixtures/wav2lip-answers.json';
import { weightsApart } from '../../../../tests/fixtures/weights-apart';
import { inspectNetwork } from './inspect-network';
import { openWav2Lip, type Wav2LipSession } from './wav2lip-session';

const { count: COUNT, step: STEP } = answers;
const bytesOf = (file: string) =>
  new Uint8Array(readFileSync(new URL(`../../../../tests/fixtures/${file}`, import.meta.url)));

/** The question of `scripts/wav2lip/answers.py`, for all its frames at once. */
function question(size: number): { mel: Float32Array; faces: Float32Array } {
  const picture = 6 * size * size;
  const mel = Float32Array.from({ length: COUNT * WINDOW_SIZE }, (_, k) => {
    const [frame, i] = [Math.floor(k / WINDOW_SIZE), k % WINDOW_SIZE];
    return 3 * Math.sin(0.05 * i + frame) * Math.cos(0.011 * i);
  });
  const faces = Float32Array.from({ length: COUNT * picture }, (_, k) => {
    const [frame, i] = [Math.floor(k / picture), k % picture];
    return 0.5 + 0.5 * Math.sin(0.013 * i + 0.7 * frame) * Math.cos(0.0007 * i * (1 + frame));
  });
  return { mel, faces };
}

/** How far a session's answers to the first `count` frames are off the stored ones. */
async function difference({ net }: Wav2LipSession, stored: readonly (readonly number[])[], count: number) {
  const { mel, faces } = question(net.size);
  const picture = 3 * net.size ** 2;
  const answer = await net.run(
    mel.subarray(0, count * WINDOW_SIZE),
    faces.subarray(0, count * 2 * picture),
    count,
  );
  expect(answer).toHaveLength(count * picture);
  const differences = stored
    .slice(0, count)
    .flatMap((row, frame) => row.map((value, i) => Math.abs(value - answer[frame * picture + i * STEP]!)));
  return Math.max(...differences);
}

const EXPECTED = {
  'wav2lip-tiny.onnx': { size: 96, batch: null },
  'wav2lip-tiny-batch1.onnx': { size: 96, batch: 1, mel: 'source' },
  'wav2lip-tiny-batch8.onnx': { size: 64, batch: 8 },
  'wav2lip-tiny-time5.onnx': { size: 96, batch: 1, time: 5, mel: 'audio' },
  'wav2lip-tiny-half.onnx': { size: 96, batch: null, type: 'float16' },
} as Record<string, { size: number; batch: number | null; time?: number; mel?: string; type?: string }>;

describe.each(answers.networks)('$file', ({ file, size, answers: stored }) => {
  test('is recognised', async () => {
    const { contract, device, fallback, release } = await openWav2Lip(bytesOf(file), 'wasm');
    const { batch, time, mel = 'mel_spectrogram', type = 'float32' } = EXPECTED[file]!;
    expect(contract).toMatchObject({ size, batch, mel: { name: mel, type }, output: { type } });
    expect(contract.time).toBe(time);
    expect([device, fallback]).toEqual(['wasm', null]);
    await release();
  });

  // Fewer frames than a run takes, just as many, and more than one run.
  test.each([1, 3, 5, 8, 11])(
    'answers %i frames as onnxruntime for Python answers each of them',
    async (count) => {
      const session = await openWav2Lip(bytesOf(file), 'wasm');
      // Half floats have 11 bits.
      const tolerance = session.contract.output.type === 'float16' ? 2e-3 : 1e-5;
      expect(await difference(session, stored, count)).toBeLessThan(tolerance);
      await session.release();
    },
  );
});

test('without a GPU the processor is taken, and that is no fallback', async () => {
  const { device, fallback, release } = await openWav2Lip(bytesOf('wav2lip-tiny.onnx'));
  expect([device, fallback]).toEqual(['wasm', null]);
  await release();
});

test('runs that are asked for at once are taken one after another', async () => {
  const session = await openWav2Lip(bytesOf('wav2lip-tiny.onnx'), 'wasm');
  const stored = answers.networks.find(({ file }) => file === 'wav2lip-tiny.onnx')!.answers;
  const all = await Promise.all([1, 4, 11].map((count) => difference(session, stored, count)));
  for (const each of all) expect(each).toBeLessThan(1e-5);
  await session.release();
});

test('many runs hold no more than a few', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const session = await openWav2Lip(bytesOf('wav2lip-tiny.onnx'), 'wasm');
  const { mel, faces } = question(96);
  const held = async (runs: number) => {
    for (let i = 0; i < runs; i++) await session.net.run(mel, faces, 4);
    // Buffers are freed in the turn after the one in which they are found.
    collect();
    await new Promise((resolve) => setTimeout(resolve, 20));
    collect();
    // The network's own memory, in which tensors lie that were not given back, counts as external.
    const { arrayBuffers, heapUsed, external } = process.memoryUsage();
    return arrayBuffers + heapUsed + external;
  };
  const few = await held(5);
  // The answer of one run alone is 442 kB.
  expect((await held(40)) - few).toBeLessThan(2e6);
  await session.release();
});

test('a run that fails says of what', async () => {
  const session = await openWav2Lip(bytesOf('wav2lip-tiny.onnx'), 'wasm');
  await session.release();
  const { mel, faces } = question(96);
  const failure: unknown = await session.net.run(mel, faces, 1).catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(DubError);
  expect(failure).toMatchObject({ code: 'model/failed', detail: { model: 'wav2lip', device: 'wasm' } });
});

describe('a file that is not taken', () => {
  const codeOf = async (bytes: Uint8Array) => {
    const reason: unknown = await openWav2Lip(bytes, 'wasm').catch((error: unknown) => error);
    return reason instanceof DubError ? reason : null;
  };

  test('is one of another contract, and it is said what was found', async () => {
    const refusal = await codeOf(bytesOf('wav2lip-other.onnx'));
    expect(refusal?.code).toBe('model/other-contract');
    expect(refusal?.detail?.found).toContain('video_frames float32[batch,3,96,96]');
  });

  test.each([
    ['no ONNX', new TextEncoder().encode('once upon a time '.repeat(1000))],
    ['empty', new Uint8Array(0)],
    ['cut off in the middle', bytesOf('wav2lip-tiny.onnx').subarray(0, 30_000)],
    ['cut off at the end', bytesOf('wav2lip-tiny.onnx').subarray(0, 60_000)],
  ])('is one that is %s', async (_, bytes) => {
    expect((await codeOf(bytes))?.code).toBe('model/not-onnx');
  });
});

describe('looking at a file', () => {
  const look = (file: string, onRead: (bytes: number) => void = () => {}) =>
    inspectNetwork(new Blob([bytesOf(file)]), [], new AbortController().signal, onRead);

  test('tells its hash, its size and what it holds', async () => {
    const read: number[] = [];
    const { facts, whole } = await look('wav2lip-tiny-half.onnx', (bytes) => read.push(bytes));
    const hash = await crypto.subtle.digest('SHA-256', bytesOf('wav2lip-tiny-half.onnx'));
    expect(facts).toEqual({ id: Buffer.from(hash).toString('hex'), bytes: 31602, size: 96, half: true });
    expect(whole).toBeNull();
    expect(read.at(-1)).toBe(31602);
    expect((await look('wav2lip-tiny-batch8.onnx')).facts).toMatchObject({ size: 64, half: false });
  });

  test('takes its weights from the files beside it, or says which are missing', async () => {
    const { model, weights } = weightsApart(bytesOf('wav2lip-tiny.onnx'), 'tiny.onnx.data');
    const inspect = (beside: File[]) =>
      inspectNetwork(new Blob([model]), beside, new AbortController().signal, () => {});
    await expect(inspect([])).rejects.toMatchObject({
      ...{ code: 'model/weights-missing', detail: { files: 'tiny.onnx.data' } },
    });
    const { facts, whole } = await inspect([new File([weights], 'tiny.onnx.data')]);
    expect(facts).toMatchObject({ size: 96, half: false });
    const joined = new Uint8Array(await whole!.arrayBuffer());
    expect(facts.bytes).toBe(joined.length);
    expect(joined.length).toBeGreaterThan(weights.length);
    await expect(inspect([new File([weights.slice(0, 99)], 'tiny.onnx.data')])).rejects.toMatchObject({
      code: 'model/not-onnx',
    });
  });

  test('ends when it is stopped', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(
      inspectNetwork(new Blob([bytesOf('wav2lip-tiny.onnx')]), [], controller.signal, () => {}),
    ).rejects.toThrow(/abort/i);
  });
});
