import type { MediaInfo } from '../core/media-info';
import type { TimeRange } from '../core/time-range';
import { usedOfVideo, usedSeconds } from '../core/trim';
import { lengthened, movesOf } from '../script/moves';
import { placeCues } from '../script/place-cues';
import type { Script } from '../script/script';
import type { DubJob } from './dub-job';

/** As much of a job as its length depends on. */
type Lengths = Pick<DubJob, 'trim' | 'script'> & {
  readonly settings: Pick<DubJob['settings'], 'longVideo'>;
  readonly video: { readonly info: MediaInfo };
  readonly speech: { readonly info: MediaInfo };
};

/** A video that goes on where its speech ends. */
export type Rest = {
  /** All that is shown, seconds of the video. */
  readonly shown: TimeRange;
  /** Its beginning, for which mouths are planned. */
  readonly planned: TimeRange;
  /** Where they are made, seconds of the output. */
  readonly made: readonly TimeRange[];
  /** Where the speech ends, seconds of the output. */
  readonly said: number;
};

/** A video that outlasts the speech by less than this, seconds, ends with it. */
export const ALIKE = 0.1;
/** Seconds behind the speech that are planned with it, and in which the mouth begins to go over into the filmed one. */
const AROUND = 0.4;
const FADING = 0.08;

/** What follows the speech; null where the result ends with it. `info`: of the video, as it is decoded. */
export function restOf(job: Lengths, info: MediaInfo = job.video.info): Rest | null {
  const { speech, trim, script, settings } = job;
  if (script || settings.longVideo !== 'rest' || info.reader === 'picture') return null;
  const whole = { from: 0, to: info.duration };
  const { from, to } = usedOfVideo(info, trim?.video) ?? whole;
  const shown = { from, to: Math.min(to, info.duration) };
  const said = usedSeconds(speech.info.duration, trim?.speech);
  if (shown.to - from <= said + ALIKE) return null;
  const planned = { from, to: Math.min(shown.to, from + said + AROUND) };
  return { shown, planned, made: [{ from: 0, to: said + FADING }], said };
}

/** By how many seconds a script makes a video longer. */
export const longerThan = (script: Script, { duration, video }: MediaInfo) =>
  lengthened(movesOf(placeCues(script, { duration, fps: video?.fps ?? 25 })));

/** Seconds of a job's result; of one with a script it is the video. */
export function resultSeconds(job: Lengths): number {
  const { video, speech, trim, script } = job;
  if (script) return video.info.duration + longerThan(script, video.info);
  const rest = restOf(job);
  return rest ? rest.shown.to - rest.shown.from : usedSeconds(speech.info.duration, trim?.speech);
}
