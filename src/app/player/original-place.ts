import { framesWithin, pictureStart } from '../../engine/timeline/timeline';
import { WHOLE } from '../../engine/core/time-range';
import { usedOfVideo } from '../../engine/core/trim';
import type { ResultRecord } from '../storage/records/result-record';

/** Where a video stands, seconds, and whether it is on its way back. */
export type Place = { readonly at: number; readonly backwards: boolean };

/** What decides which moment of the original a result shows. */
export type Shown = Pick<ResultRecord, 'frames' | 'seconds' | 'trim' | 'video' | 'holds'> & {
  /** Absent in results of older versions. */
  readonly settings?: Partial<Pick<ResultRecord['settings'], 'longSpeech'>>;
};

/**
 * Tells which moment of its original a result shows `time` seconds after its beginning: by the plan's own rule, frame
 * by frame, forwards and backwards or as was chosen where the speech outlasts what is used of the video. On the way back
 * it is the middle of the frame. `duration`: of the original, seconds, for records that do not know how many frames it has.
 */
export function placesInOriginal(record: Shown, duration: number): (time: number) => Place {
  const fps = record.frames / record.seconds;
  const { info } = record.video;
  const shown = (info ? usedOfVideo(info, record.trim?.video) : record.trim?.video) ?? WHOLE;
  const times = pictureTimes(record, duration, fps);
  const { end } = framesWithin(times, fps, shown);
  const start = pictureStart(times, fps, shown);
  const ticks = Math.round(((times[end - 1] ?? start) - start) * fps) + 1;
  return (time) => {
    // What a player says of its place is rounded, often to just before a frame; the sound may outlast the pictures.
    const frame = Math.min(record.frames - 0.5, Math.max(0, time * fps + 1e-3));
    if (record.holds !== undefined)
      return { at: Math.min(start + frame / fps, record.holds), backwards: false };
    if (record.settings?.longSpeech === 'repeat')
      return { at: start + (frame % ticks) / fps, backwards: false };
    const ahead = frame % Math.max(1, 2 * ticks - 2);
    if (ahead < ticks) return { at: start + ahead / fps, backwards: false };
    return { at: start + (2 * ticks - 2 - Math.floor(ahead) + 0.5) / fps, backwards: true };
  };
}

/** When the original's pictures are shown, as if its rate were constant; seconds since its first moment. */
function pictureTimes({ video }: Shown, duration: number, fps: number): Float64Array {
  const told = video.info?.video;
  const begins = told?.begins ?? 0;
  const rate = told && told.fps > 0 ? told.fps : fps;
  const count = told?.frames || Math.max(1, Math.round((duration - begins) * rate));
  return Float64Array.from({ length: count }, (_, i) => begins + i / rate);
}
