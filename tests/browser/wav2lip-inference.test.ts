import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { fixture } from '../fixtures/make';
import { useLab } from './use-lab';

const network = (name: string) => fileURLToPath(new URL(`../fixtures/${name}.onnx`, import.meta.url));

const here = useLab();

// Every one begins with a convolution of 6 channels, which onnxruntime-web computes wrongly on WebGPU in the layout
// that it takes by default (by 1e-2 and more; 1.30).
it.each(['wav2lip-tiny', 'wav2lip-tiny-time5'])('WebGPU answers as wasm does: %s', async (name) => {
  expect(await here.lab.networkDifference(network(name))).toBeLessThan(1e-5);
});

// The emulated adapter that tests run on has no shader-f16.
it('half precision is refused by a GPU without shader-f16, and taken by the processor', async () => {
  const half = network('wav2lip-tiny-half');
  expect(await here.lab.openNetwork(half, 'webgpu')).toEqual({ code: 'model/needs-shader-f16' });
  expect(await here.lab.openNetwork(half, 'wasm')).toEqual({ device: 'wasm' });
});

it('an emulated GPU is not taken unless it is asked for', async () => {
  const tiny = network('wav2lip-tiny');
  expect(await here.lab.openNetwork(tiny, 'auto')).toEqual({ device: 'wasm' });
  expect(await here.lab.openNetwork(tiny, 'webgpu')).toEqual({ device: 'webgpu' });
});

it('a file of another contract is told from one that is none, on the GPU too', async () => {
  expect(await here.lab.openNetwork(network('wav2lip-other'), 'webgpu')).toEqual({
    code: 'model/other-contract',
  });
  const text = fileURLToPath(import.meta.url);
  expect(await here.lab.openNetwork(text, 'webgpu')).toEqual({ code: 'model/not-onnx' });
});

it('a job that ends takes no inspection with it: the one at work is told, and those behind it follow', async () => {
  const networks = ['wav2lip-tiny', 'wav2lip-other', 'wav2lip-tiny-half'].map(network);
  expect(await here.lab.inspectBesideJob(fixture('voice.wav'), networks)).toEqual({
    during: 'reading',
    after: [
      { state: 'terms', found: 96 },
      { state: 'refused', found: 'model/other-contract' },
      { state: 'terms', found: 96 },
    ],
  });
});
