import { describe, expect, it } from 'vitest';
import { LoudnessMeter } from '../cleaning/loudness';
import { slicePlanes, type Planes } from '../planes';
import { replaceSpeech } from './replace-speech';
import { powerOf, roomTone } from './room-tone';

const RATE = 44_100;
const seconds = (time: number) => Math.round(time * RATE);

/** Noise that is always the same. */
function noise(count: number, level: number, seed = 1): Float32Array<ArrayBuffer> {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return level * (state / 1_073_741_823.5 - 1);
  });
}

/** Words of a second with pauses of half a one, over a room's noise. */
function talk(duration: number, word: number, room: number): Float32Array<ArrayBuffer> {
  return noise(seconds(duration), room).map((value, i) => {
    const within = (i / RATE) % 1.5;
    return within < 1 ? value + word * Math.sin(i / 20) * Math.sin(Math.PI * within) : value;
  });
}

const db = (sound: Planes) => 10 * Math.log10(powerOf(sound));
const loudness = (sound: Planes) => {
  const meter = new LoudnessMeter(RATE);
  meter.push(sound);
  return meter.integrated;
};

describe('replaceSpeech', () => {
  const sound = [talk(12, 0.3, 0.004)];
  const made = { from: seconds(4.5), to: seconds(7.5) };

  it('changes nothing outside, and little of what is wanted', () => {
    const [mixed] = replaceSpeech({ sound, made, voice: [talk(3, 0.02, 0)], at: made.from, rate: RATE });
    const differs = mixed!.map((value, i) => (value === sound[0]![i] ? 0 : 1));
    const [first, last] = [differs.indexOf(1), differs.lastIndexOf(1)];
    expect(Math.abs(first - made.from)).toBeLessThan(seconds(0.1));
    expect(Math.abs(last - made.to)).toBeLessThan(seconds(0.1));
    expect(mixed).toHaveLength(sound[0]!.length);
  });

  it.each([0.01, 0.1, 0.9])('makes a voice of level %d as loud as what is said around it', (level) => {
    const mixed = replaceSpeech({ sound, made, voice: [talk(3, level, 0)], at: made.from, rate: RATE });
    const inside = loudness(slicePlanes(mixed, made.from, made.to));
    expect(Math.abs(inside - loudness(slicePlanes(sound, 0, made.from)))).toBeLessThan(1);
  });

  it('leaves a voice as it was recorded where nobody speaks', () => {
    const room = [noise(seconds(6), 0.004)];
    const voice = [talk(3, 0.1, 0)];
    const part = { from: seconds(2), to: seconds(5) };
    const mixed = replaceSpeech({ sound: room, made: part, voice, at: part.from, rate: RATE });
    expect(Math.abs(loudness(slicePlanes(mixed, part.from, part.to)) - loudness(voice))).toBeLessThan(0.5);
  });

  it('keeps the tone of the room under silence', () => {
    const silent = [new Float32Array(seconds(3))];
    const mixed = replaceSpeech({ sound, made, voice: silent, at: made.from, rate: RATE });
    const pause = db(slicePlanes(sound, seconds(4.1), seconds(4.4)));
    for (let time = 4.6; time < 7.1; time += 0.3) {
      const level = db(slicePlanes(mixed, seconds(time), seconds(time + 0.3)));
      expect(Math.abs(level - pause)).toBeLessThan(1);
    }
  });

  it('does not click: no step is larger than the sound itself makes', () => {
    const steady = [Float32Array.from({ length: seconds(6) }, (_, i) => 0.3 * Math.sin(i / 30))];
    const part = { from: seconds(2), to: seconds(4) };
    const [mixed] = replaceSpeech({
      sound: steady,
      made: part,
      voice: [new Float32Array(10)],
      at: part.from,
      rate: RATE,
    });
    const steps = mixed!.slice(1).map((value, i) => Math.abs(value - mixed![i]!));
    expect(steps.reduce((most, step) => Math.max(most, step), 0)).toBeLessThan(0.02);
  });

  it('takes a stretch that reaches the ends of a sound, and a voice that is longer', () => {
    const whole = { from: 0, to: sound[0]!.length };
    const [mixed] = replaceSpeech({ sound, made: whole, voice: [talk(20, 0.3, 0)], at: 0, rate: RATE });
    expect(mixed).toHaveLength(sound[0]!.length);
    expect(mixed!.every(Number.isFinite)).toBe(true);
  });
});

describe('roomTone', () => {
  it('is silence of a sound without samples, and lasts as long as it is asked to', () => {
    expect(roomTone([new Float32Array(0)], RATE, 5)).toEqual([new Float32Array(5)]);
    expect(roomTone([noise(5000, 0.1)], RATE, 77_777)[0]).toHaveLength(77_777);
  });
});
