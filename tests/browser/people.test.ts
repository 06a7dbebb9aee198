import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { monoSamples } from '../../scripts/ffmpeg';
import { correlation } from '../../src/engine/math/statistics';
import { joinSpeeches } from '../../src/engine/script/join';
import { frameNumbers } from '../e2e/expect-video';
import { lumaOf } from '../e2e/label-pixels';
import { FACE_SECONDS, fixture, FPS, PAIR_AWAY, PAIR_CUT, SIZE } from '../fixtures/make';
import { voice, wav } from '../fixtures/voice';
import { mouthOpening } from './drawn-mouth';
import { useLab } from './use-lab';

const here = useLab();
const RATE = 24_000;
const CUT = PAIR_CUT * FPS;

/** Vowels of so many seconds, one each `period`. */
const bursts = (period: number, phase: number, length: number) => (time: number) => {
  const within = (time + phase) % period;
  return within < length ? Math.sin((Math.PI * within) / length) ** 0.5 : 0;
};
/** Neither follows the other; now and then both speak at once. */
const RHYTHMS = [bursts(0.62, 0.3, 0.25), bursts(0.94, 0.2, 0.3)];

it('has two people speak at once, each by their own speech, who change their places', async () => {
  const speeches = RHYTHMS.map((rhythm, i) => {
    const path = here.scratch(`${i}.wav`);
    // The other one sat farther from their microphone: the same recording, 12 dB fainter.
    const level = i === 0 ? 1 : 0.25;
    const said = voice(FACE_SECONDS, RATE, rhythm).map((value) => level * Math.max(-1, Math.min(1, value)));
    writeFileSync(path, wav(said, RATE));
    return path;
  });
  const { ranges } = joinSpeeches([FACE_SECONDS, FACE_SECONDS], RATE);
  const cues = ranges.map((speech, i) => ({
    ...{ start: 0, end: FACE_SECONDS, fit: 'as-is' as const },
    ...{ speech, face: i + 1 },
  }));
  const { out, speaker, beside } = await here.dub('pair.mp4', speeches[0] as string, {
    script: { cues, outside: { sound: 'keep' } },
    behind: speeches.slice(1),
    settings: { label: 'off' },
  });
  expect([speaker, ...(beside ?? [])].map((each) => each?.person)).toEqual([0, 1]);
  const pictures = await lumaOf(out);
  expect(pictures).toHaveLength((await frameNumbers(fixture('pair.mp4'))).length);
  const said = RHYTHMS.map((rhythm) => pictures.map((_, i) => rhythm((i + 0.5) / FPS)));
  const made = [0, 1].map((person) =>
    pictures.map((picture, i) =>
      i < CUT ? mouthOpening(picture, person * SIZE) : mouthOpening(picture, (1 - person) * SIZE, PAIR_AWAY),
    ),
  );
  for (const person of [0, 1]) {
    const [own, other] = [said[person] as number[], said[1 - person] as number[]];
    const mouth = made[person] as number[];
    for (const [from, to] of [
      [0, CUT],
      [CUT, pictures.length],
    ] as const) {
      expect(correlation(mouth.slice(from, to), own.slice(from, to))).toBeGreaterThan(0.9);
      expect(correlation(mouth.slice(from, to), other.slice(from, to))).toBeLessThan(0.2);
    }
    // Where the other one speaks alone it is closed.
    const mean = (frames: number[]) => frames.reduce((sum, value) => sum + value, 0) / frames.length;
    const isAlone = (i: number) =>
      (other[i] as number) > 0.5 && Math.max(...own.slice(Math.max(0, i - 2), i + 3)) === 0;
    const listening = mean(mouth.filter((_, i) => isAlone(i)));
    expect(listening).toBeLessThan(0.2 * mean(mouth.filter((_, i) => (own[i] as number) > 0.9)));
  }
  // Both are heard, and nothing else: the loudness of each frame's sound.
  const sound = monoSamples(out, RATE);
  const loudness = pictures.map((_, i) =>
    Math.hypot(...sound.subarray((i * RATE) / FPS, ((i + 1) * RATE) / FPS)),
  );
  const both = pictures.map((_, i) => Math.hypot(...said.map((each) => each[i] as number)));
  expect(correlation(loudness, both)).toBeGreaterThan(0.9);
  // Where they speak alone each is as loud as the other, within 2 dB.
  const alone = [0, 1].map((person) => {
    const [own, other] = [said[person] as number[], said[1 - person] as number[]];
    const frames = loudness.filter((_, i) => other[i] === 0 && (own[i] as number) > 0.8);
    return Math.hypot(...frames) / Math.sqrt(frames.length);
  });
  expect(Math.abs(20 * Math.log10((alone[1] as number) / (alone[0] as number)))).toBeLessThan(2);
});
