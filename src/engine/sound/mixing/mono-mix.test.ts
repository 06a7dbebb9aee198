import { describe, expect, it } from 'vitest';
import { MonoMixer } from './mono-mix';
import { slicePlanes, toChannels, type Planes } from '../planes';

const RATE = 16_000;
const PIECE = 1024;

/** A second of something like a voice: three tones that come and go. */
const voice = Float32Array.from({ length: RATE }, (_, i) => {
  const time = i / RATE;
  const level = 0.3 * (0.5 + 0.5 * Math.sin(2 * Math.PI * 3 * time));
  return level * [170, 340, 730].reduce((sum, f) => sum + Math.sin(2 * Math.PI * f * time) / 3, 0);
});
const scaled = (factor: number) => voice.map((value) => factor * value);
/** Noise that has nothing to do with the voice. */
const noise = Float32Array.from({ length: RATE }, (_, i) => 0.1 * Math.sin(i * i * 0.37));
const silence = new Float32Array(RATE);

function mixed(planes: Planes): Float32Array {
  const mixer = new MonoMixer();
  const whole = new Float32Array(RATE);
  for (let at = 0; at < RATE; at += PIECE) whole.set(mixer.mix(slicePlanes(planes, at, at + PIECE)), at);
  return whole;
}
const farthest = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
const power = (sound: Float32Array) => sound.reduce((sum, value) => sum + value * value, 0) / sound.length;
/** Decibels of a mix over the mean power of its two channels. */
const kept = (left: Float32Array<ArrayBuffer>, right: Float32Array<ArrayBuffer>) =>
  10 * Math.log10(power(mixed([left, right])) / ((power(left) + power(right)) / 2));

describe('channels mixed to be heard', () => {
  it('do not cancel where one is the other upside down, from the first sample on', () => {
    expect(farthest(mixed([voice, scaled(-1)]), voice)).toBe(0);
  });

  it.each([-0.9, -0.5, -0.2])('do not cancel at %d of the level', (factor) => {
    expect(kept(voice, scaled(factor))).toBeGreaterThan(-3.1);
  });

  it('do not cancel where a little noise lies in either', () => {
    expect(
      kept(
        voice.map((value, i) => value + 0.2 * noise[i]!),
        scaled(-1),
      ),
    ).toBeGreaterThan(-1);
  });

  it.each([
    ['the same', voice, voice],
    ['louder and softer', voice, scaled(0.3)],
    ['of other things', voice, noise],
    ['one of them silent', silence, voice],
  ] as const)('are their mean where they are %s', (_, left, right) => {
    const mean = toChannels([left, right], 1)[0] as Float32Array;
    expect(farthest(mixed([left, right]), mean)).toBeLessThan(1e-6);
  });

  it('do not cancel in surround sound either', () => {
    const quad = mixed([voice, silence, scaled(-1), silence]);
    expect(power(quad)).toBeGreaterThan(power(mixed([voice, silence, silence, silence])));
  });

  it('are turned over without a click, and back again', () => {
    const half = RATE / 2;
    const right = voice.map((value, i) => (i < half ? value : -value));
    const mono = mixed([voice, right]);
    const step = (sound: Float32Array) =>
      sound.reduce((most, value, i) => (i === 0 ? 0 : Math.max(most, Math.abs(value - sound[i - 1]!))), 0);
    expect(step(mono)).toBeLessThan(1.5 * step(voice));
    expect(power(mono.subarray(RATE - 2000))).toBeGreaterThan(0.9 * power(voice.subarray(RATE - 2000)));
  });

  it('are taken as they are where there is one', () => {
    expect(new MonoMixer().mix([voice])).toBe(voice);
    expect(new MonoMixer().mix([])).toHaveLength(0);
  });
});
