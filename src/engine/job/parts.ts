import { DubError } from '../core/errors';
import type { TimeRange } from '../core/time-range';
import { neededPart, usedSeconds } from '../core/trim';
import { layOut, type LaidScript } from '../script/layout';
import type { AnalysisStore } from './analyses/analysis-store';
import type { MediaInfo } from '../core/media-info';
import type { DubJob } from './dub-job';

/** Which parts of a job's files are analysed, seconds of each; null for all of a file. */
export type Parts = {
  /** Of the video's pictures. */
  readonly face: TimeRange | null;
  /** Of the video's own sound. */
  readonly own: TimeRange | null;
  readonly speech: TimeRange | null;
};

/** The mouth model sees two thirds of a second to either side; and the picture may run ahead of its sound. */
const SOUND_AROUND = 1.5;
/** Mouths are borrowed from around what is shown as well: so many seconds give mouths enough (`donorCandidates`). */
const FACE_AROUND = 5;
const FACE_LEAST = 60;
/** A few seconds of new speech need fewer. */
const SCRIPT_FACE_LEAST = 20;

/** As much of a job as its parts depend on. */
type Trimmed = Pick<DubJob, 'trim' | 'script'> & {
  readonly [Role in 'video' | 'speech']: { readonly info: MediaInfo };
};

/** What of the video is shown at all: a speech that is over before the video is leaves the rest of it unseen. */
function shownPart(job: Trimmed): TimeRange {
  const { video, speech, trim } = job;
  const { duration } = video.info;
  const laid = laidScript(job);
  if (laid) return laid.range;
  const { from, to } = trim?.video ?? { from: 0, to: duration };
  const length = usedSeconds(speech.info.duration, trim?.speech);
  return { from, to: Math.min(to, from + length, duration) };
}

/** The parts that have to be analysed where nothing is known yet. */
export function partsOf(input: Trimmed): Parts {
  const { video, speech, trim } = input;
  const least = input.script ? SCRIPT_FACE_LEAST : FACE_LEAST;
  const face = neededPart(video.info.duration, shownPart(input), { around: FACE_AROUND, least });
  return {
    face,
    own: face && neededPart(video.info.duration, face, { around: SOUND_AROUND }),
    // What is laid out is heard from end to end.
    speech: input.script ? null : neededPart(speech.info.duration, trim?.speech, { around: SOUND_AROUND }),
  };
}

/** `parts`, but all of a file whose analysis is there from an earlier job. */
export async function unknownParts(input: DubJob, analyses: AnalysisStore): Promise<Parts> {
  const parts = partsOf(input);
  const { video, speech } = input;
  const [tracked, ownHeard, heard] = await Promise.all([
    parts.face !== null && analyses.knows('track', video.id),
    parts.own !== null && analyses.knows('curve', video.id, soundName(video.info)),
    parts.speech !== null && analyses.knows('curve', speech.id, soundName(speech.info)),
  ]);
  return {
    face: tracked ? null : parts.face,
    own: ownHeard ? null : parts.own,
    speech: heard ? null : parts.speech,
  };
}

/** Which sound of a file was chosen, as a text; empty where that was left to the app. */
export const soundName = ({ audio }: MediaInfo): string => (audio?.chosen ? `track ${audio.track ?? 0}` : '');

/** What tells some of a file from the rest of it, as one text. */
export const nameOf = (...names: readonly string[]): string => names.filter((name) => name !== '').join(' ');

/** A part as a text that tells it from others of the same file; empty for all of it. */
export const partName = (part: TimeRange | null): string => (part ? `${part.from}-${part.to}` : '');

/** What a job's script makes of its video; null of a job without one. Throws `script/invalid` where no cue lies in it. */
export function laidScript({ script, video }: Trimmed): LaidScript | null {
  if (!script) return null;
  const { duration, video: pictures } = video.info;
  const laid = layOut(script, { duration, fps: pictures?.fps ?? 25, begins: pictures?.begins });
  if (!laid) throw new DubError('script/invalid', { detail: { member: 'cues' } });
  return laid;
}
