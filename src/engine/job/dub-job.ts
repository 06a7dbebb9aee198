import type { EncoderChoice } from '../bridge/services';
import type { SourceFile } from '../core/media-info';
import type { Trim } from '../core/trim';
import type { FaceWish } from '../face/people/face-wish';
import type { Painting } from '../painters/painting';
import type { Script } from '../script/script';
import type { DubSettings } from '../plan/dub-plan';

/** What one job is to do. Plain data: it is stored, and posted from tab to tab. */
export type DubJob = {
  readonly video: SourceFile;
  readonly speech: SourceFile;
  readonly settings: DubSettings;
  readonly encoder: EncoderChoice;
  /** What is to be done with the faces in the video; without it, whoever is found to speak does. */
  readonly face?: FaceWish;
  /** Which parts of the files are used; without it all of both. */
  readonly trim?: Trim;
  /** Which stretches of the video are said anew; without it all of the speech is said from the video's beginning on. */
  readonly script?: Script;
  /** What the result is to be called, without extension; absent for a name made of both files'. */
  readonly name?: string;
  /** Who makes the mouth, and how. */
  readonly painter: Painting;
};
