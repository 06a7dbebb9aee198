import type { MediaInfo } from '../../core/media-info';
import type { Role } from './source';

/** Who reads what a file gives for its part: of a speech the sound alone counts. */
export function readerFor(role: Role, { reader, audio }: MediaInfo): MediaInfo['reader'] {
  if (role === 'video' || !audio?.reader) return reader;
  return audio.reader === 'browser' && !audio.chosen ? 'webcodecs' : 'ffmpeg';
}
