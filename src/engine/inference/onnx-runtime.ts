import type * as OrtWebGpu from 'onnxruntime-web/webgpu';
import type { InferenceSession } from 'onnxruntime-web/webgpu';

export type Device = 'webgpu' | 'wasm';
export type Ort = typeof OrtWebGpu;

/** onnxruntime-web, ready to make sessions. The build with WebGPU runs wasm sessions as well, but is twice as large. */
export async function loadOrt(device: Device): Promise<Ort> {
  const ort =
    device === 'webgpu'
      ? await import('onnxruntime-web/webgpu')
      : ((await import('onnxruntime-web/wasm')) as Ort);
  // The default behaves as one thread; without cross-origin isolation there is no more than one.
  ort.env.wasm.numThreads = globalThis.crossOriginIsolated ? Math.min(4, navigator.hardwareConcurrency) : 1;
  return ort;
}

/**
 * How to make a session on a device. In its own channels-last layout the WebGPU provider computes a convolution of 6
 * or 9 input channels wrongly (onnxruntime-web 1.30), and networks that see two faces at once begin with one.
 */
export function sessionOptions(device: Device): InferenceSession.SessionOptions {
  return {
    executionProviders: device === 'webgpu' ? [{ name: 'webgpu', preferredLayout: 'NCHW' }] : ['wasm'],
  };
}

/** What the GPU is: `real`, or `emulated` on the processor (slower there than wasm); null where there is none. */
export async function findGpu(): Promise<'real' | 'emulated' | null> {
  const adapter = await globalThis.navigator?.gpu?.requestAdapter().catch(() => null);
  if (!adapter) return null;
  return adapter.info.isFallbackAdapter ? 'emulated' : 'real';
}
