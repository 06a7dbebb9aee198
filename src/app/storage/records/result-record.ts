import type { Script } from '../../../engine/script/script';
import type { Credentials } from '../../../engine/provenance/c2pa/manifest';
import type { SourceFile } from '../../../engine/core/media-info';
import type { Speaker } from '../../../engine/face/people/choose-person';
import type { MouthNote } from '../../../engine/face/people/mouth-notes';
import type { DubSettings } from '../../../engine/plan/dub-plan';
import type { Trim } from '../../../engine/core/trim';
import type { Painting } from '../../../engine/painters/painting';
import type { FaceWish } from '../../../engine/face/people/face-wish';
import type { Timings } from '../../../engine/job/progress/stopwatch';
import type { MouthPlace } from '../../../engine/face/track/mouth/mouth-place';

/** A file that a result was made from. Older records know only its name and its content hash. */
export type ResultSource = Pick<SourceFile, 'id' | 'name'> & Partial<SourceFile>;

/** One finished result. Its bytes lie in OPFS at `resultPath(id)` and are complete when the record exists. */
export type ResultRecord = {
  readonly id: string;
  /** File name for the download. */
  readonly name: string;
  /** Name of the batch that it came with; absent where it came by itself, and in older records. */
  readonly batch?: string;
  /** When it was finished: milliseconds since 1970. */
  readonly createdAt: number;
  readonly bytes: number;
  /** Name of its bytes by their content, as `SourceRef.id`; absent in older records. */
  readonly content?: string;
  readonly seconds: number;
  readonly frames: number;
  /** Upright picture, pixels. */
  readonly width: number;
  readonly height: number;
  readonly video: ResultSource;
  readonly speech: ResultSource;
  /** Which parts of them were used; absent for all of both. */
  readonly trim?: Trim;
  /** Which stretches were said anew; absent where all of it was, and in older records. */
  readonly script?: Script;
  /** What was wished for the faces; absent for nothing, and in older records. */
  readonly face?: FaceWish;
  /** Where the mouth is; absent in older records. */
  readonly mouth?: MouthPlace;
  /** Who speaks, and what is worth knowing of their mouth; absent in older records. */
  readonly speaker?: Speaker & { readonly notes?: readonly MouthNote[] };
  /** The others who speak in it; absent where nobody else does, and in older records. */
  readonly beside?: readonly Speaker[];
  /** Seconds of their own speech from which their habits were learned; absent where there was none, and in older records. */
  readonly learned?: number;
  /** Second of the video whose picture stands from there to the end; absent where none does, and in older records. */
  readonly holds?: number;
  /** Who made the mouth, how, and with which network. */
  readonly painter: Painting;
  /** Why a network painted on the processor although there is a GPU; absent where it did not. */
  readonly fallback?: 'gpu-refused' | 'gpu-wrong';
  readonly settings: DubSettings;
  /** Where the mouth model ran, or the network that painted; null where that is not known. */
  readonly device: 'webgpu' | 'wasm' | null;
  readonly timings: Timings;
  /** True of one that was made on other machines; absent of one that was made here. */
  readonly away?: true;
  /** What its file says, signed, of how it was made; absent in older records. */
  readonly credentials?: Credentials;
  /** A small JPEG; null where the browser could not make one. */
  readonly thumbnail: Blob | null;
};

/**
 * Says that the user deleted a result, which is hidden and can be brought back until it is purged. A record of its
 * own: to mark thousands of results must not write thousands of thumbnails again.
 */
export type Deletion = {
  /** The result's. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
};
