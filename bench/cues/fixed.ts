import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpeg, videoOf } from '../../scripts/ffmpeg';
import type { TimeRange } from '../../src/engine/core/time-range';
import { FADE_FRAMES } from '../../src/engine/timeline/fade';
import { madeClip, madeSpeech } from '../looped';
import { measureDub, type Cost } from '../measure-dub';
import { psnr, squaredError } from '../measure/pixels';
import { nameOf, OUT } from '../options';
import { lumas, type Analyst } from '../quality';
import { contactSheet } from '../sheet';
import { copiedPackets, loudnessOf, loudnessStep, type Copied } from './borders';
import { changes, seamOf, type Change } from './seam';

/** A sentence of so many seconds is said anew in the middle of a video of so many. */
const SENTENCE = 4;
const SECONDS = 600;
/** The clip is repeated within a piece of so many seconds, which is repeated in turn. */
const PIECE = 60;
/** Seconds around the sentence that are looked at. */
const AROUND = 4;
/** Seconds around it whose loudness it shall have. */
const HEARD = 8;
/** Frames on either side of a border that belong to it: those of the fade, what is planned around a cue, and one more. */
const NEAR = FADE_FRAMES + 3;

type Border = {
  /** Change of loudness over it, LU, in the result and in the source. */
  readonly step: number;
  readonly ownStep: number;
  readonly seam: Change;
};

export type FixedRow = {
  readonly clip: string;
  readonly sentence: TimeRange;
  readonly pictures: Copied;
  readonly sound: Copied;
  /** Bytes of the result over those of the source. */
  readonly size: number;
  /** The worst picture outside of the sentence that is not the source's own, dB. */
  readonly worstPsnr: number;
  readonly loudness: { readonly inside: number; readonly around: number };
  readonly begin: Border;
  readonly end: Border;
  readonly cost: Cost;
  /** The same speech over the sentence's pictures alone. */
  readonly alone: Cost;
};

/** One sentence of a clip that is repeated for ten minutes said anew, and all that must not be seen or heard of it. */
export async function measureFixed(
  url: string,
  clip: string,
  speech: string,
  lab: Pick<Analyst, 'track'>,
): Promise<FixedRow> {
  const { width, height, fps } = videoOf(clip);
  const lines = Math.min(720, width, height);
  const video = madeClip(clip, lines, SECONDS, Math.round(fps));
  const sentence = sentenceIn(videoOf(clip).duration);
  const name = `fixed-${nameOf(clip)}`;
  const [out, short] = [join(OUT, `${name}.mp4`), join(OUT, `${name}.alone.mp4`)];
  const said = madeSpeech(speech, SENTENCE);
  const cost = await measureDub(url, { video, speech: said, fix: sentence, out });
  ffmpeg([...part(video, sentence), ...KEPT, short]);
  const alone = await measureDub(url, { video: short, speech: said, out: join(OUT, `${name}.4s.mp4`) });
  return {
    ...{ clip: nameOf(clip), sentence, cost, alone },
    pictures: copiedPackets(video, out, 'v', SECONDS),
    sound: copiedPackets(video, out, 'a', SECONDS),
    size: statSync(out).size / statSync(video).size,
    loudness: { inside: loudnessOf(out, sentence), around: loudnessAround(out, sentence) },
    ...(await look({ video, out, sentence, name, fps: Math.round(fps) }, lab)),
  };
}

/** Where in the video the sentence lies: in the middle of a repetition of the clip, half way through the video. */
function sentenceIn(clipSeconds: number): TimeRange {
  const begins = Math.floor(PIECE / 2 / clipSeconds) * clipSeconds;
  const from = Math.round(10 * (SECONDS / 2 + begins + (clipSeconds - SENTENCE) / 2)) / 10;
  return { from, to: from + SENTENCE };
}

const KEPT = ['-c:v', 'libx264', '-crf', '12', '-preset', 'veryfast', '-c:a', 'aac', '-b:a', '192k'];
const LOSSLESS = ['-an', '-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast'];
const part = (path: string, { from, to }: TimeRange) => [
  '-ss',
  String(from),
  '-t',
  String(to - from),
  '-i',
  path,
];

function loudnessAround(path: string, { from, to }: TimeRange): number {
  const sides = [
    loudnessOf(path, { from: from - HEARD, to: from }),
    loudnessOf(path, { from: to, to: to + HEARD }),
  ];
  return 10 * Math.log10(sides.reduce((sum, side) => sum + 10 ** (side / 10), 0) / sides.length);
}

type Looked = {
  readonly video: string;
  readonly out: string;
  readonly sentence: TimeRange;
  readonly name: string;
  readonly fps: number;
};

/** Both borders, and what was encoded anew around them. Draws the frames at each border, result above source. */
export async function look({ video, out, sentence, name, fps }: Looked, lab: Pick<Analyst, 'track'>) {
  // From between two frames, so that both files give the same ones.
  const first = Math.round((sentence.from - AROUND) * fps);
  const range = { from: (first - 0.5) / fps, to: (first - 0.5) / fps + SENTENCE + 2 * AROUND };
  const [given, made, seen] = ['source', 'result', 'seen'].map((each) =>
    join(OUT, `${name}.${each}.mp4`),
  ) as [string, string, string];
  ffmpeg([...part(video, range), ...LOSSLESS, given]);
  ffmpeg([...part(out, range), ...LOSSLESS, made]);
  ffmpeg([...part(video, range), '-an', ...KEPT.slice(0, 6), seen]);
  const track = await lab.track(seen);
  const own = await changes(lumas(given), track);
  const now = await changes(lumas(made), track);
  const border = (time: number, label: string): Border => {
    const frame = Math.round(time * fps) - first;
    const sheet = (path: string) => {
      const strip = path.replace('.mp4', `-${label}.mp4`);
      const from = (frame - NEAR + 0.5) / fps;
      ffmpeg([...part(path, { from, to: from + (2 * NEAR) / fps }), ...LOSSLESS, strip]);
      return strip;
    };
    contactSheet(sheet(made), sheet(given), track, join(OUT, `${name}-${label}.png`));
    return {
      step: loudnessStep(out, time),
      ownStep: loudnessStep(video, time),
      seam: seamOf(now, own, frame - NEAR - 1, frame + NEAR - 1),
    };
  };
  const outside = [0, (AROUND - 0.2) * fps, (AROUND + SENTENCE + 0.2) * fps, Infinity];
  let worst = 0;
  let at = 0;
  const others = lumas(given)[Symbol.asyncIterator]();
  for await (const picture of lumas(made)) {
    const other = await others.next();
    if (other.done) break;
    const isOutside = at < (outside[1] as number) || at >= (outside[2] as number);
    if (isOutside) worst = Math.max(worst, squaredError(picture, other.value));
    at++;
  }
  return { begin: border(sentence.from, 'begin'), end: border(sentence.to, 'end'), worstPsnr: psnr(worst) };
}
