import type { AudioInfo, SourceFile } from '../../../engine/core/media-info';
import type { TimeRange } from '../../../engine/core/time-range';
import type { DubJob } from '../../../engine/job/dub-job';
import { DEFAULT_PAINTER, painterOf } from '../../../engine/painters';
import { changedSettings } from '../../../engine/plan/settings';
import type { JobWish } from './answers';

/** As much of a job as it depends on whether a farm can make it. */
export type Asked = Pick<DubJob, 'painter' | 'script' | 'face'>;

/** What a farm is not told of, so that such a job is made here; null where it can make it. */
export function whyOnlyHere({ painter, script, face }: Asked): 'engine' | 'script' | 'face' | null {
  const kind = painterOf(painter.id);
  const own = JSON.stringify(painter.settings) !== JSON.stringify(kind.defaults);
  if (kind !== DEFAULT_PAINTER || own) return 'engine';
  if (script) return 'script';
  if (!face) return null;
  const { keepOriginal, ...more } = face;
  const told = Object.keys(more).every((name) => name === 'person');
  return keepOriginal.length > 0 || !told ? 'face' : null;
}

const soundOf = (audio: AudioInfo | null) => (audio?.chosen ? { sound: (audio.track ?? 0) + 1 } : {});

const sourceOf = ({ name, info }: SourceFile, file: string, part: TimeRange | undefined) => ({
  ...{ file, name: name.slice(0, 200) },
  ...(part && { part: { from: part.from, to: part.to } }),
  ...soundOf(info.audio),
});

/** What a farm is asked for. `files`: SHA-256 of each; `by`: who confirmed that the video may be used. */
export function wishOf(
  { video, speech, trim, settings, face }: DubJob,
  files: { readonly video: string; readonly speech: string },
  by: string,
): JobWish {
  const changed = changedSettings(settings).flatMap((name) => {
    const value = settings[name];
    return value === null ? [] : [[name, value] as const];
  });
  return {
    video: sourceOf(video, files.video, trim?.video),
    speech: sourceOf(speech, files.speech, trim?.speech),
    settings: {
      ...Object.fromEntries(changed),
      ...(face?.person !== undefined && { person: face.person }),
    },
    consent: by.trim().slice(0, 200) || 'confirmed on the page',
  };
}
