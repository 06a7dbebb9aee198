import { describe, expect, it } from 'vitest';
import { PEAK_SECONDS, Take, TAKE_RATE } from './take';

const tone = (rate: number, seconds: number, level = 0.5) =>
  Float32Array.from({ length: rate * seconds }, (_, i) => level * Math.sin((2 * Math.PI * 440 * i) / rate));

function record(sound: Float32Array, rate: number, size: number): Take {
  const take = new Take(rate);
  for (let at = 0; at < sound.length; at += size) take.push(sound.subarray(at, at + size));
  take.finish();
  return take;
}

async function samplesOf(file: File): Promise<Int16Array> {
  return new Int16Array((await file.arrayBuffer()).slice(44));
}

describe('Take', () => {
  it('is a WAV file of 48 kHz, mono, 16 bits', async () => {
    const sound = tone(TAKE_RATE, 0.5);
    const file = record(sound, TAKE_RATE, 2048).file('录音.wav', { from: 0, to: Infinity });
    expect(file).toMatchObject({ name: '录音.wav', type: 'audio/wav', size: 44 + 2 * sound.length });
    const head = new DataView(await file.arrayBuffer());
    expect(new TextDecoder().decode(head.buffer.slice(0, 4))).toBe('RIFF');
    expect(head.getUint32(4, true)).toBe(file.size - 8);
    expect([head.getUint16(20, true), head.getUint16(22, true)]).toEqual([1, 1]);
    expect([head.getUint32(24, true), head.getUint16(34, true)]).toEqual([48_000, 16]);
    expect(head.getUint32(40, true)).toBe(2 * sound.length);
    const wanted = sound.map((value) => Math.round(32767 * value));
    expect(Array.from(await samplesOf(file))).toEqual(Array.from(wanted, (value) => value + 0));
  });

  it('gives the stretch that is asked for, to the sample, from a recording of many pieces', async () => {
    const count = 12 * TAKE_RATE;
    const ramp = Float32Array.from({ length: count }, (_, i) => (i % 30_000) / 32767);
    const take = record(ramp, TAKE_RATE, 2048);
    expect(take.seconds).toBe(12);
    const part = await samplesOf(take.file('a.wav', { from: 4.5, to: 10.25 }));
    expect(part).toHaveLength(5.75 * TAKE_RATE);
    expect(part[0]).toBe((4.5 * TAKE_RATE) % 30_000);
    expect(part.at(-1)).toBe((10.25 * TAKE_RATE - 1) % 30_000);
  });

  it('is as long and as loud from a microphone of another rate', async () => {
    const take = record(tone(44_100, 1), 44_100, 1000);
    expect(take.seconds).toBeCloseTo(1, 3);
    const samples = await samplesOf(take.file('a.wav', { from: 0.2, to: 0.8 }));
    expect(Math.max(...samples) / 32767).toBeCloseTo(0.5, 2);
  });

  it('shows how loud it was when, and cuts what is too loud', async () => {
    const sound = new Float32Array(TAKE_RATE / 2);
    sound[TAKE_RATE / 4] = -2;
    const take = record(sound, TAKE_RATE, 512);
    const loud = 0.25 / PEAK_SECONDS;
    expect(take.peaks).toEqual(Array.from({ length: 10 }, (_, i) => (i === loud ? 1 : 0)));
    const samples = await samplesOf(take.file('a.wav', { from: 0, to: 1 }));
    expect(Math.min(...samples)).toBe(-32767);
  });
});
