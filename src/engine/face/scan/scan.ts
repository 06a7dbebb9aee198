import type { FaceChoice } from '../track/choice/face-choice';
import type { TimeRange } from '../../core/time-range';

/** What can keep a mouth from being painted in a stretch of the video: no face, a side view, something before the mouth. */
export type Fault = TimeRange & { readonly kind: 'no-face' | 'side' | 'covered' };

/** Somebody who was found in a video. */
export type ScannedPerson = {
  /** A small picture of the face: the bytes of a JPEG file. */
  readonly thumbnail: Uint8Array<ArrayBuffer>;
  /** Share of the video in which the face is seen, 0…1. */
  readonly share: number;
  /** Where the face is: what the tracker needs to follow this person. */
  readonly choice: FaceChoice;
  readonly faults: readonly Fault[];
  /** True where the mouth hardly opens in all of the video (`hardlyOpens`). */
  readonly hardlyOpens: boolean;
};

/** What a quick look over a video found, at samples rather than in every frame. */
export type VideoScan = {
  /** Seconds between the samples. */
  readonly step: number;
  /** The time that the samples stand for. */
  readonly span: TimeRange;
  /** The largest and most present first; nobody at all where there is no face. */
  readonly people: readonly ScannedPerson[];
  /** Position of the one whose mouth moves, else of the largest. */
  readonly speaker: number;
  /** Times of cuts, to within a step. */
  readonly cuts: readonly number[];
  /** Small square pictures from the beginning to the end, as evenly apart as the samples are: bytes of JPEG files. */
  readonly strip: readonly Uint8Array<ArrayBuffer>[];
  /** Where more than one face is seen. */
  readonly several: readonly TimeRange[];
};
