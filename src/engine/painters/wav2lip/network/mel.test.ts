import { expect, test } from 'vitest';
import golden from './golden.json';
import { WAV2LIP_BANDS, Wav2LipMelStream, type Padding } from './mel';

/** A tone that swells three times a second, and a higher one: the signal of `scripts/wav2lip/golden.py`. */
const signal = Float32Array.from({ length: 16000 }, (_, n) => {
  const t = n / 16000;
  return (
    0.5 * Math.sin(2 * Math.PI * 220 * t) * (0.5 + 0.5 * Math.sin(2 * Math.PI * 3 * t)) +
    0.1 * Math.sin(2 * Math.PI * 1870 * t)
  );
});

function hear(samples: Float32Array, padding: Padding, piece: number) {
  const stream = new Wav2LipMelStream(padding);
  for (let at = 0; at < samples.length; at += piece) stream.push(samples.subarray(at, at + piece));
  return stream.finish();
}

const worst = (a: ArrayLike<number>, b: readonly number[], from = 0) =>
  b.reduce((most, value, i) => Math.max(most, Math.abs(value - (a[from + i] ?? NaN))), 0);

test.each([16000, 777, 100])('the spectrogram equals librosa, cut into pieces of %i', (piece) => {
  const { values, columns } = hear(signal, 'reflect', piece);
  expect(columns).toBe(81);
  expect(values).toHaveLength(golden.reflect.length);
  expect(worst(values, golden.reflect)).toBeLessThan(1e-4);
});

test('padded with zeros only the outer columns differ, and equal librosa', () => {
  const { values } = hear(signal, 'zeros', 900);
  expect(worst(values, golden.zeros_first)).toBeLessThan(1e-4);
  expect(worst(values, golden.zeros_last, 78 * WAV2LIP_BANDS)).toBeLessThan(1e-4);
  const inner = golden.reflect.slice(2 * WAV2LIP_BANDS, 79 * WAV2LIP_BANDS);
  expect(worst(values, inner, 2 * WAV2LIP_BANDS)).toBeLessThan(1e-4);
});

// Figures published with an independent NumPy implementation of the same text: [band, column, reflect, zeros].
test.each([
  [4, 1, 1.12097, 1.13971],
  [4, 40, 0.99131, 0.99131],
  [39, 40, -3.42724, -3.42724],
  [40, 40, -2.56848, -2.56848],
  [10, 40, -4, -4],
  [0, 0, -0.73312, -0.90429],
  [4, 0, 0.87933, 0.82564],
  [79, 80, -2.22506, -1.95775],
  [4, 80, 0.96302, 0.6047],
])('band %i of column %i is %f mirrored and %f padded', (band, column, mirrored, padded) => {
  const at = column * WAV2LIP_BANDS + band;
  expect(hear(signal, 'reflect', 4000).values[at]).toBeCloseTo(mirrored, 4);
  expect(hear(signal, 'zeros', 4000).values[at]).toBeCloseTo(padded, 4);
});

test('silence, damaged samples and sounds too short to mirror give numbers', () => {
  expect([...hear(new Float32Array(500), 'reflect', 500).values].every((value) => value === -4)).toBe(true);
  const damaged = signal.slice(0, 2000).map((value, i) => (i % 7 === 0 ? NaN : value));
  expect([...hear(damaged, 'reflect', 300).values].every(Number.isFinite)).toBe(true);
  expect(hear(signal.subarray(0, 150), 'reflect', 50).columns).toBe(1);
});
