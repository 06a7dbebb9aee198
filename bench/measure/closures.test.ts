import { expect, it } from 'vitest';
import { scoreClosures, type Labels } from './closures';

const FPS = 25;

/** Two languages of five seconds each: in every second a vowel (2) with a p (1) of 80 ms in its middle, a consonant (8) at the end. */
const label = Array.from({ length: 500 }, (_, row) => {
  const within = row % 50;
  return within >= 20 && within < 24 ? 1 : within >= 44 ? 8 : 2;
});
const languages = [
  { name: 'a', begin: 0, end: 5 },
  { name: 'b', begin: 5, end: 10 },
];
const labels: Labels = { rate: 50, label, languages };

/** A mouth of 25 frames a second that opens as a rule says of each frame's middle. */
function mouth(open: (time: number) => number) {
  const times = Float64Array.from({ length: 10 * FPS }, (_, frame) => (frame + 0.5) / FPS);
  const openings = Float32Array.from(times, open);
  return { times, openings, widths: openings };
}

const isShut = (time: number) => time % 1 >= 0.4 && time % 1 < 0.48;

it('tells a mouth that is shut at every p from one that is shut where nothing asks for it', () => {
  const [good] = scoreClosures(
    labels,
    mouth((time) => (isShut(time) ? 0 : 0.1)),
  );
  expect(good).toMatchObject({ language: 'a', sounds: 1 });
  // Of the four rows of a p the outer two lie between a frame that is shut and one that is not.
  expect(good?.vowels).toBeGreaterThan(0.95);
  const [bad] = scoreClosures(
    labels,
    mouth((time) => (isShut(time) ? 0.1 : 0)),
  );
  expect(bad?.vowels).toBeLessThan(0.05);
});

it('takes each language by itself, and all of them together', () => {
  const rows = scoreClosures(
    labels,
    mouth((time) => (time < 5 && isShut(time) ? 0 : 0.1)),
  );
  expect(rows.map(({ language }) => language)).toEqual(['a', 'b', 'all']);
  expect(rows[1]?.vowels).toBe(0.5);
  expect(rows[2]?.vowels).toBeGreaterThan(0.6);
  expect(rows[2]?.vowels).toBeLessThan(0.9);
});

it('answers NaN for sounds of which a language has hardly any', () => {
  expect(
    scoreClosures(
      labels,
      mouth(() => 0.1),
    )[0]?.labiodental,
  ).toBeNaN();
});
