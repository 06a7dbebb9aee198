import { soundOf, videoOf } from '../../scripts/ffmpeg';
import type { Case } from './cases';
import { FLASH, PATCHES } from './master';
import { clickDelay, deltaE, listen, look, shownAt } from './measure';

/** Largest colour difference that encoding twice may make; nobody sees less than about 2. */
const MOST_DELTA_E = 3;
/** Patches that stay as they are and have no colour. */
const GREYS = [0, 5];

/** What is wrong with the result of one file that was given its own sound as the speech. */
export function faultsOf(
  { plain, greys, unsteady, ...known }: Case,
  source: string,
  result: string,
): string[] {
  const [given, made] = [videoOf(source), videoOf(result)];
  const fps = known.fps ?? given.fps;
  const [before, after] = [look(source, plain), look(result)];
  const { seconds, click } = listen(result);
  // By how much the flash comes after the click, as made and as given.
  const apart = after.flash / made.fps - click;
  const wanted = shownAt(source, before.flash) - listen(source).click;
  const far = PATCHES.map((_, i) => deltaE(before.patches[i]!, after.patches[i]!)).filter(
    (difference, i) => difference > MOST_DELTA_E && (!greys || GREYS.includes(i)),
  );
  const checks: [boolean, string][] = [
    [made.codec === 'h264' && soundOf(result).codec === 'aac', `${made.codec}, ${soundOf(result).codec}`],
    [
      made.width === (given.width & ~1) && made.height === (given.height & ~1),
      `${made.width} × ${made.height} of ${given.width} × ${given.height}`,
    ],
    [made.rotation === given.rotation, `turned by ${made.rotation}, not ${given.rotation}`],
    [
      Math.abs(made.pixelAspect / given.pixelAspect - 1) < 0.01,
      `pixels of ${made.pixelAspect}, not ${given.pixelAspect}`,
    ],
    [unsteady === true || Math.abs(made.fps / fps - 1) < 0.01, `${made.fps} frames a second, not ${fps}`],
    [after.frames === made.frames, `${after.frames} of ${made.frames} frames can be read`],
    [
      Math.abs(made.frames / made.fps - seconds) < 0.05 + 1 / made.fps,
      `${made.frames / made.fps} s of pictures, ${seconds} s of sound`,
    ],
    [
      Math.abs(apart - wanted) <= 0.5 / made.fps + 0.01,
      `the flash is ${apart} s after the click, not ${wanted}`,
    ],
    [far.length === 0, `colours off by ${far.map((value) => value.toFixed(1)).join(', ')}`],
  ];
  return checks.flatMap(([right, fault]) => (right ? [] : [fault]));
}

/** What is wrong with the sound of a result whose speech was one way of writing the master's sound. */
export function soundFaults(source: string, result: string): string[] {
  const [given, made] = [listen(source), listen(result)];
  const late = clickDelay(given, made);
  const wrong: string[] = [];
  if (!(Math.abs(late) <= 0.001)) wrong.push(`the click is ${late} s late`);
  if (Math.abs(made.click - FLASH) > 0.1) wrong.push('another click');
  return wrong;
}

/** Seconds by which the pictures of a result come later than what is heard of the video under a speech, and came before. */
export function movedPictures(source: string, result: string): number {
  const [before, after] = [look(source), look(result)];
  const delay = clickDelay(listen(source), listen(result));
  return after.flash / videoOf(result).fps - shownAt(source, before.flash) - delay;
}
