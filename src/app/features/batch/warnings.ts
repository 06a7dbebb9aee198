import type { MediaInfo } from '../../../engine/core/media-info';
import type { PainterNeeds } from '../../../engine/painters/kind';
import { readerFor } from '../../../engine/job/input/reader-for';

/** What is worth knowing of a job before it is made; `picture-needs-network` rules it out. */
export type Warning =
  'picture-needs-network' | 'small-picture' | 'large-picture' | 'silent-video' | 'long-speech' | 'converts';

/** Pixels of the short side between which a picture is neither soft nor slow. */
const SIDE = { least: 480, most: 1080 };
/** The picture runs forwards and backwards more often than that, and it begins to be seen. */
const TURNS = 3;

/** What is worth knowing of a video with a speech, the mouth made by a painter that `needs` this, as far as facts tell. */
export function warningsOf(video: MediaInfo, speech: MediaInfo, needs: PainterNeeds): Warning[] {
  const isStill = video.reader === 'picture';
  const side = video.video ? Math.min(video.video.width, video.video.height) : 0;
  const found: Record<Warning, boolean> = {
    'picture-needs-network': isStill && needs.movingFootage,
    'small-picture': side > 0 && side < SIDE.least,
    'large-picture': side > SIDE.most,
    // Nobody talks where nothing is heard, most likely, and the new mouth is made from talk.
    'silent-video': needs.ownSound && !isStill && video.audio === null,
    'long-speech': !isStill && speech.duration > TURNS * video.duration,
    converts: video.reader === 'ffmpeg' || readerFor('speech', speech) === 'ffmpeg',
  };
  return (Object.keys(found) as Warning[]).filter((warning) => found[warning]);
}

/** True where a job with these warnings can be made. */
export const isPossible = (warnings: readonly Warning[]) => !warnings.includes('picture-needs-network');
