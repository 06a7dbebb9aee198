import { rawPictures } from '../../scripts/ffmpeg';
import type { FaceFrames } from '../../src/engine/face/track/face-frames';
import type { FaceTrack } from '../../src/engine/face/track/face-track';
import { INNER_LIP, OUTER_LIP, trackedIndex } from '../../src/engine/face/track/landmarks';
import { smoothFrames } from '../../src/engine/face/track/smooth';
import { againstTruth, type MouthAgainstTruth } from '../measure/against-truth';
import { later, lipsOf, stillLips, type Lips } from '../measure/lips';
import {
  blur,
  cutMouth,
  placeOf,
  type CropPlace,
  type MouthCrop,
  type Similarity2,
} from '../measure/mouth-crop';
import { pictureCorrelation } from '../measure/picture-agreement';
import { lipColour, teethArea, teethShare } from '../measure/teeth';
import { MODEL } from '../quality';

/** Pixels an eye distance of the crops that are measured, and of those that are looked at. */
const MEASURED = 60;
const LOOKED_AT = 110;
/** The pictures are blurred by so much (pixels) before they are compared: a hair's breadth is no error. */
const BLUR = 1.5;

/** What is measured of a video: its lips, and its mouths as pictures. */
export type MouthVideo = {
  readonly lips: Lips;
  /** Mouths of the frames that have a face, [frames]; null elsewhere. */
  readonly crops: readonly (MouthCrop | null)[];
  /** The same, larger, to be looked at. */
  readonly views: readonly (MouthCrop | null)[];
  /** Area of the teeth that show in each frame, square eye distances. */
  readonly teeth: readonly number[];
};

/** What a finished video is worth beside the truth. */
export type TruthFigures = MouthAgainstTruth & {
  /** Correlation of the mouths' pictures over time. */
  readonly picture: number;
  /** Share of frames that show teeth where the true mouth shows none. */
  readonly teeth: number;
};

/** The mouth's place in the space of the reference face. */
const PLACE: CropPlace = (() => {
  const lips = OUTER_LIP.length + INNER_LIP.length;
  const middle = (axis: number) => {
    let sum = 0;
    for (let i = 0; i < lips; i++) sum += MODEL.neutral[3 * i + axis] as number;
    return sum / lips;
  };
  // A little below the lips at rest: they open downwards.
  return { x: middle(0), y: middle(1) + 0.03, width: 0.8, height: 0.7 };
})();

/** Reads the mouths of a video. `track`: its points as the older mesh sees them. */
export async function readMouths(path: string, track: FaceTrack): Promise<MouthVideo> {
  const frames = smoothFrames(track);
  const lips = lipsOf(frames, MODEL.reference);
  const crops: (MouthCrop | null)[] = [];
  const views: (MouthCrop | null)[] = [];
  const contours: (Float32Array | null)[] = [];
  let frame = 0;
  for await (const picture of rawPictures(path)) {
    if (frame >= track.present.length) break;
    const place = placeOf(frames, frame, MODEL.reference);
    crops.push(place && cutMouth(picture, place, PLACE, MEASURED));
    views.push(place && cutMouth(picture, place, PLACE, LOOKED_AT));
    contours.push(place && contourOf(frames, frame, place));
    frame++;
  }
  const seen = crops.flatMap((crop, i) => (crop ? [i] : []));
  const colour = lipColour(
    seen.map((i) => crops[i] as MouthCrop),
    seen.map((i) => contours[i] as Float32Array),
  );
  const teeth = crops.map((crop, i) =>
    crop ? teethArea(crop, contours[i] as Float32Array, colour) / MEASURED ** 2 : 0,
  );
  return { lips, crops, views, teeth };
}

/** The lips of a frame in pixels of its crop, [40, 2]. */
function contourOf({ read }: FaceFrames, frame: number, { a, b, c, d }: Similarity2): Float32Array {
  const points = read(frame);
  const square = a * a + b * b;
  return Float32Array.from(
    [...OUTER_LIP, ...INNER_LIP].flatMap((landmark) => {
      const position = trackedIndex(landmark);
      const [x, y] = [(points[3 * position] as number) - c, (points[3 * position + 1] as number) - d];
      const [u, v] = [(a * x + b * y) / square - PLACE.x, (a * y - b * x) / square - PLACE.y];
      return [(u + PLACE.width / 2) * MEASURED - 0.5, (v + PLACE.height / 2) * MEASURED - 0.5];
    }),
  );
}

/**
 * Compares the mouths of a finished video with the true ones. `shifted`: all but the correlations is measured where
 * the openings agree best, for a truth whose sound does not go with its picture.
 */
export function compareMouths(made: MouthVideo, truth: MouthVideo, shifted = false): TruthFigures {
  const asShown = againstTruth(made.lips, truth.lips);
  const lag = shifted ? asShown.opening.lag : 0;
  const count = Math.min(made.crops.length, truth.crops.length);
  const both = [...Array(count).keys()].filter((i) => made.crops[i + lag] && truth.crops[i]);
  const pictures = ({ crops }: MouthVideo, by: number) =>
    both.map((i) => {
      const { luma, width, height } = crops[i + by] as MouthCrop;
      return blur(luma, width, height, BLUR);
    });
  const { opening, width } = asShown;
  return {
    ...{ ...(lag === 0 ? asShown : againstTruth(later(made.lips, lag), truth.lips)), opening, width },
    picture: pictureCorrelation(pictures(made, lag), pictures(truth, 0)),
    teeth: teethShare(
      both.map((i) => made.teeth[i + lag] as number),
      both.map((i) => truth.teeth[i] as number),
    ),
  };
}

/** What a mouth is worth that stays as the true one is on average. */
export function compareStill(truth: MouthVideo): TruthFigures {
  return { ...againstTruth(stillLips(truth.lips), truth.lips), picture: 0, teeth: NaN };
}
