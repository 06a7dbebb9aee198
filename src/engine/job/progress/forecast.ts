import type { MediaInfo } from '../../core/media-info';
import type { TimeRange } from '../../core/time-range';
import { usedSeconds } from '../../core/trim';
import { painterOf } from '../../painters';
import type { Painting } from '../../painters/painting';
import type { Role } from '../input/source';
import type { DubJob } from '../dub-job';
import type { Script } from '../../script/script';
import { partsOf } from '../parts';
import { resultSeconds } from '../rest';
import type { Forecast } from './progress';
import { readerFor } from '../input/reader-for';

/** What is known of a job before it runs. */
export type Prospect = {
  readonly video: MediaInfo;
  readonly speech: MediaInfo;
  /** Which painter makes the mouth, and with which network. */
  readonly painter: Pick<Painting, 'id' | 'network'>;
  /** Seconds that are rendered. */
  readonly made: number;
  /** Seconds that are analysed: of the video's pictures, and of sound in all. */
  readonly tracked: number;
  readonly heard: number;
  /** AnalysisStore that are already there from an earlier job. */
  readonly known: { readonly track: boolean; readonly listen: boolean };
};

/**
 * Seconds on two cores of a plain laptop, from which only the *shares* of the bar follow: the time left is
 * re-estimated from the pace of the job itself (`progress.ts`).
 */
const COST = {
  /** Hashing and starting workers. */
  probe: 0.2,
  /** A second of sound. */
  listenSecond: 0.06,
  /** A frame to find the face in, and every megapixel of it to decode. */
  trackFrame: 0.03,
  trackMegapixel: 0.01,
  /** Loading the landmarker. */
  trackStart: 2,
  /** A frame to paint, and every megapixel of it to decode and encode. */
  renderFrame: 0.03,
  renderMegapixel: 0.035,
  /** A megapixel through ffmpeg.wasm. */
  convertMegapixel: 0.06,
  convertSecond: 0.03,
  plan: 0.4,
};

/** As much of a job as its time depends on. */
export type Plannable = Pick<DubJob, 'painter' | 'trim' | 'script' | 'settings'> & {
  readonly video: { readonly info: MediaInfo };
  readonly speech: { readonly info: MediaInfo };
};

/** What is known of a job from its files alone. */
export function prospectOf(job: Plannable, known: Prospect['known']): Prospect {
  const { painter, script } = job;
  const [video, speech] = [job.video.info, job.speech.info];
  const { face, own, speech: part } = partsOf(job);
  const seconds = ({ duration }: MediaInfo, range: TimeRange | null | undefined) =>
    usedSeconds(duration, range ?? undefined);
  return {
    ...{ video, speech, known, painter },
    made: script ? lengthOf(script) : resultSeconds(job),
    tracked: seconds(video, face),
    heard: seconds(speech, part) + seconds(video, own),
  };
}

/** Seconds that are made anew. */
const lengthOf = ({ cues }: Script): number => cues.reduce((sum, { start, end }) => sum + end - start, 0);

/** What each step of a job will take, in seconds. */
export function forecast({ video, speech, known, painter, ...seconds }: Prospect): Forecast {
  const { frames, megapixels, fps } = pictureOf(video);
  const trackedFrames = Math.min(frames, seconds.tracked * fps);
  const outputFrames = seconds.made * fps;
  const cost = painterOf(painter.id).cost(painter.network?.size ?? 0);
  const convert = convertSeconds('video', video) + convertSeconds('speech', speech);
  return {
    probe: COST.probe,
    ...(convert > 0 && { convert }),
    ...(!known.track && {
      track: COST.trackStart + trackedFrames * (COST.trackFrame + COST.trackMegapixel * megapixels),
    }),
    ...(!known.listen && { listen: 0.3 + COST.listenSecond * seconds.heard }),
    plan: COST.plan,
    render: cost.start + outputFrames * (cost.frame + COST.renderFrame + COST.renderMegapixel * megapixels),
  };
}

function pictureOf({ video, duration }: MediaInfo) {
  if (!video) return { frames: 0, megapixels: 0, fps: 25 };
  const frames = video.frames || duration * video.fps;
  return { frames, megapixels: (video.width * video.height) / 1e6, fps: video.fps };
}

function convertSeconds(role: Role, info: MediaInfo): number {
  if (readerFor(role, info) === 'webcodecs') return 0;
  const { frames, megapixels } = pictureOf(role === 'video' ? info : { ...info, video: null });
  return COST.convertMegapixel * megapixels * frames + COST.convertSecond * info.duration;
}
