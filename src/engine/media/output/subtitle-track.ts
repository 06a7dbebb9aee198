import { TextSubtitleSource, type Output } from 'mediabunny';
import { shifted, writeVtt, type SubtitleLine } from '../../script/subtitles';

/**
 * Adds lines as a track of WebVTT to an output that has not started, which players leave off until it is chosen: in mp4
 * as ISO/IEC 14496-30 has it, which Apple's and VLC show and FFmpeg's do not. `start`: the moment with which the output
 * begins, seconds of the lines' clock. Returns what writes them once it has started.
 */
export function addSubtitles(
  output: Output,
  lines: readonly SubtitleLine[],
  start: number,
): () => Promise<void> {
  const source = new TextSubtitleSource('webvtt');
  output.addSubtitleTrack(source, { disposition: { default: false } });
  return async () => {
    await source.add(writeVtt(shifted(lines, start)));
    source.close();
  };
}
