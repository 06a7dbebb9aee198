import { once } from '../../core/once';
import type { OpenNoiseFilter } from '../../sound/cleaning/clean';

/** Samples by which RNNoise 0.2 is late: two of its frames, found by comparing what comes out with what went in. */
const DELAY = 960;
/** It takes samples as 16-bit integers would have them. */
const FULL_SCALE = 32_768;

const rnnoise = once(async () => {
  // 5 MB that most speeches have no need of.
  const { Rnnoise } = await import('@shiguredo/rnnoise-wasm');
  return Rnnoise.load();
});

/** RNNoise (Valin, "A hybrid DSP/deep learning approach to real-time full-band speech enhancement", 2018), at 48 kHz. */
export async function openNoiseFilter(): ReturnType<OpenNoiseFilter> {
  const library = await rnnoise();
  const state = library.createDenoiseState();
  return {
    ...{ rate: 48_000, size: library.frameSize, delay: DELAY },
    process(frame) {
      for (let i = 0; i < frame.length; i++) frame[i]! *= FULL_SCALE;
      state.processFrame(frame);
      for (let i = 0; i < frame.length; i++) frame[i]! /= FULL_SCALE;
    },
    close: () => state.destroy(),
  };
}
