import { DubError } from '../../core/errors';
import { askFfprobe } from './ask';
import { sharedFfmpeg, type Ffmpeg } from './ffmpeg';
import type { FfprobeReport } from './ffprobe-json';

/** What ffmpeg says of one file. */
export type Ffprobe = {
  /** All of it. Throws `input/unreadable`. */
  report(): FfprobeReport;
  /** True where a picture or some sound of a stream comes out of its decoder. */
  canDecode(stream: number): boolean;
  /** True where pictures of the first video, which lasts `seconds`, are made of fields. */
  hasFields(seconds: number): boolean;
  /** Position of the first of `count` sound streams in which something is heard; 0 where that is none. */
  firstAudible(count: number, seconds: number): number;
};

/** Packets that are given to a decoder before something has to come out. */
const PATIENCE = 30;
/** Places at which pictures are looked at, and how many of them there. */
const [LOOKS, PICTURES] = [6, 6];

/** Asks the one ffmpeg of this worker about a file. `onPhase` hears that it is there, and of each question after the first. Throws `input/unreadable`, and what `ask` throws. */
export async function withFfprobe<T>(
  file: Blob,
  onPhase: () => void,
  ask: (ffprobe: Ffprobe) => T,
): Promise<T> {
  const ffmpeg = await sharedFfmpeg();
  onPhase();
  const path = ffmpeg.mount(file);
  try {
    return ask(ffprobeOf(ffmpeg, path, onPhase));
  } catch (reason) {
    // What brings ffmpeg down is no file that anybody reads.
    if (ffmpeg.isBroken())
      throw new DubError('input/unreadable', { cause: reason, detail: { reason: 'trap' } });
    throw reason;
  } finally {
    if (!ffmpeg.isBroken()) ffmpeg.unmount();
  }
}

function ffprobeOf(ffmpeg: Ffmpeg, path: string, onPhase: () => void): Ffprobe {
  const frames = (stream: string, intervals: string, entry: string) => {
    onPhase();
    return ffmpeg.ffprobe([
      ...['-v', 'error', '-select_streams', stream, '-read_intervals', intervals],
      ...['-show_entries', `frame=${entry}`, '-of', 'csv=p=0', path],
    ]).output;
  };
  return {
    report: () => askFfprobe(ffmpeg, path),
    canDecode: (stream) => /\d/.test(frames(String(stream), `%+#${PATIENCE}`, 'pkt_size')),
    hasFields(seconds) {
      const places = Array.from({ length: LOOKS }, (_, look) => (seconds * look) / LOOKS);
      const intervals = places.map((place) => `${place.toFixed(3)}%+#${PICTURES}`).join();
      return /^1/m.test(frames('v:0', intervals, 'interlaced_frame'));
    },
    firstAudible(count, seconds) {
      const positions = Array.from({ length: count }, (_, position) => position);
      const heard = (position: number) =>
        hearings(seconds).some((place) => {
          onPhase();
          return loudest(ffmpeg, path, position, place) >= AUDIBLE_DB;
        });
      return Math.max(0, positions.findIndex(heard));
    },
  };
}

/** As `sound-choice.ts` has it for tracks that the browser hears, in decibels of full scale. */
const AUDIBLE_DB = -60;
/** A stream is heard in stretches of so many seconds, in this many places. */
const [HEARING, MOST_HEARINGS] = [10, 12];

function hearings(seconds: number): number[] {
  const count = Math.min(MOST_HEARINGS, Math.max(1, Math.ceil(seconds / HEARING)));
  return Array.from({ length: count }, (_, place) => (seconds * place) / count);
}

/** The loudest sample of a stretch of a sound stream, decibels of full scale. */
function loudest(ffmpeg: Ffmpeg, path: string, position: number, from: number): number {
  const { log } = ffmpeg.run([
    ...['-ss', from.toFixed(3), '-t', String(HEARING), '-i', path, '-map', `0:a:${position}`],
    ...['-af', 'volumedetect', '-f', 'null', '-'],
  ]);
  return Number(/max_volume: (-?[\d.]+) dB/.exec(log)?.[1] ?? -Infinity);
}
