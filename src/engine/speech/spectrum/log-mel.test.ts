import { expect, test } from 'vitest';
import { Fft } from '../../math/fft';
import golden from './golden.json';
import { LogMelStream, MEL_BANDS, levelGain } from './log-mel';
import { melFilters } from './mel-filters';

/** A tone that swells three times a second, and a higher one: the signal of `scripts/golden`. */
const signal = Float32Array.from({ length: 16000 }, (_, n) => {
  const t = n / 16000;
  return (
    0.5 * Math.sin(2 * Math.PI * 220 * t) * (0.5 + 0.5 * Math.sin(2 * Math.PI * 3 * t)) +
    0.1 * Math.sin(2 * Math.PI * 1870 * t)
  );
});

function hear(pieces: number): ReturnType<LogMelStream['finish']> {
  const stream = new LogMelStream();
  for (let at = 0; at < signal.length; at += pieces) stream.push(signal.subarray(at, at + pieces));
  return stream.finish();
}

test('the transform equals numpy for a length that is no power of two', () => {
  const fft = new Fft(800);
  const [re, im] = [new Float64Array(800), new Float64Array(800)];
  fft.forward(Float64Array.from(golden.noise), re, im);
  golden.noise_spectrum.forEach((value, i) =>
    expect(Math.hypot(re[i] ?? 0, im[i] ?? 0)).toBeCloseTo(value, 4),
  );
});

test('the mel filters equal librosa', () => {
  const filters = melFilters(16000, 512, 80, 55, 7600);
  golden.filter_sums.forEach((sum, band) => {
    expect(filters[band]?.weights.reduce((a, b) => a + b)).toBeCloseTo(sum, 6);
  });
});

test('the log-mel spectrogram equals librosa, however the signal is cut', () => {
  for (const pieces of [16000, 777, 100]) {
    const { mel, samples } = hear(pieces);
    expect(samples).toBe(16000);
    expect(mel.length / MEL_BANDS).toBe(golden.count);
    let worst = 0;
    golden.rows.forEach((row, r) => {
      for (let band = 0; band < MEL_BANDS; band++) {
        worst = Math.max(
          worst,
          Math.abs((mel[row * MEL_BANDS + band] ?? NaN) - (golden.mel[r * MEL_BANDS + band] ?? NaN)),
        );
      }
    });
    expect(worst).toBeLessThan(1e-4);
  }
});

test('rows that are taken on the way are the same, and the loudness needs no bands', () => {
  const whole = hear(16000);
  const stream = new LogMelStream();
  const taken: number[] = [];
  for (let at = 0; at < signal.length; at += 1000) {
    stream.push(signal.subarray(at, at + 1000));
    taken.push(...stream.take());
  }
  const { mel, loudnessDb } = stream.finish();
  expect(mel.length).toBeLessThan(4 * MEL_BANDS);
  expect(Float32Array.from([...taken, ...mel])).toEqual(whole.mel);
  expect(loudnessDb).toEqual(whole.loudnessDb);
  const level = new LogMelStream('loudness');
  level.push(signal);
  expect(level.finish()).toMatchObject({ mel: new Float32Array(0), loudnessDb: whole.loudnessDb });
});

test('levelling makes a whisper and a shout of the same speech alike', () => {
  const { loudnessDb } = hear(16000);
  const quiet = loudnessDb.map((level) => level - 20);
  expect(levelGain(quiet) / levelGain(loudnessDb)).toBeCloseTo(10, 4);
});

test('levelled speech has its loud rows at -19 dB', () => {
  const gain = levelGain(hear(16000).loudnessDb);
  const stream = new LogMelStream('loudness');
  stream.push(signal.map((value) => gain * value));
  const levels = stream.finish().loudnessDb.sort();
  expect(levels[Math.floor(0.9 * (levels.length - 1))]).toBeCloseTo(-19, 2);
});
