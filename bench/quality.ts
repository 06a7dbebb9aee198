import { readFileSync } from 'node:fs';
import { rawPictures, videoOf } from '../scripts/ffmpeg';
import type { Lab } from '../scripts/lab.js';
import type { FaceTrack } from '../src/engine/face/track/face-track';
import { checkMouthModel, type MouthModel } from '../src/engine/face/mouth-model';
import type { BenchPage } from './bench-page';
import { agreement, type Agreement } from './measure/agreement';
import { compare, type PictureQuality } from './measure/compare';
import { askedOpening, openings } from './measure/opening';
import type { Luma } from './measure/pixels';

export const MODEL: MouthModel = checkMouthModel(
  JSON.parse(readFileSync(new URL('../models/mouth/mouth.json', import.meta.url), 'utf8')) as MouthModel,
);

/** What is asked of the lab here. */
export type Analyst = Pick<Lab, 'track' | 'listen' | 'close'>;

export type Quality = Agreement & PictureQuality;

/** Answers of the lab, remembered: a clip is tracked once for all its speeches. */
export function remembering(lab: Analyst): Analyst {
  const tracks = new Map<string, ReturnType<Lab['track']>>();
  const curves = new Map<string, ReturnType<Lab['listen']>>();
  const once = <T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> => {
    const found = known.get(key) ?? make();
    known.set(key, found);
    return found;
  };
  return {
    track: (path) => once(tracks, path, () => lab.track(path)),
    listen: (path) => once(curves, path, () => lab.listen(path)),
    close: () => lab.close(),
  };
}

/** The luma planes of a video, one at a time. */
export async function* lumas(path: string): AsyncGenerator<Luma> {
  for await (const { width, height, data } of rawPictures(path)) {
    yield { width, height, data: data.subarray(0, width * height) };
  }
}

/** How well the mouth of a finished video follows its speech. */
export async function mouthAgreement(
  output: FaceTrack,
  speech: string,
  lab: Analyst,
  fps: number,
): Promise<Agreement> {
  const { values, times } = openings(output, MODEL, fps);
  return agreement(values, times, askedOpening(await lab.listen(speech), MODEL, output));
}

/** All measures of a finished video. `plainPath`: where the untouched footage may be written. */
export async function measureQuality(
  { video, speech, out, plainPath }: { video: string; speech: string; out: string; plainPath: string },
  lab: Analyst,
  page: BenchPage,
): Promise<Quality> {
  const source = await lab.track(video);
  const curve = await lab.listen(speech);
  const clock = { times: [...source.times], seconds: curve.duration };
  const { base } = await page.plain(video, speech, clock, plainPath);
  const output = await lab.track(out);
  return {
    ...(await mouthAgreement(output, speech, lab, videoOf(out).fps)),
    ...(await compare({
      source: { pictures: lumas(video), track: source },
      output: { pictures: lumas(out), track: output },
      plain: lumas(plainPath),
      base,
    })),
  };
}
