import { DubError } from '../../core/errors';
import type { Ffmpeg } from './ffmpeg';
import type { FfprobeReport } from './ffprobe-json';

/**
 * Asks ffprobe about a mounted file; packets are counted, so the whole file is read but nothing is decoded.
 * Throws `input/unreadable` where it is no media file or is cut off.
 */
export function askFfprobe(ffmpeg: Ffmpeg, path: string): FfprobeReport {
  const { output, log } = ffmpeg.ffprobe([
    ...['-v', 'error', '-show_format', '-show_streams', '-count_packets', '-of', 'json', path],
  ]);
  // This build gives no exit code for ffprobe; where it cannot read a file it writes an empty object.
  const report = JSON.parse(output || '{}') as FfprobeReport;
  if (!report.streams?.length) throw new DubError('input/unreadable', { cause: log });
  return report;
}
