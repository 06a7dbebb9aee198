import type { FaceTrack } from '../../src/engine/face/track/face-track';
import { DetailByShape } from './detail-by-shape';
import {
  faceCover,
  flicker,
  gradientEnergy,
  mouthRegions,
  psnr,
  radialGradient,
  squaredError,
  type Luma,
} from './pixels';
import { pointsOf } from './region';

/** Picture quality of a finished video. */
export type PictureQuality = {
  /** Detail of the mouth over that of the given footage, as mean gradient energy. */
  readonly sharpness: number;
  /** The same over that of the footage's mouths of the same shape, frame by frame. */
  readonly alikeSharpness: number;
  /** The same of the untouched footage encoded alike: what conversion and encoder leave of the detail. */
  readonly encodedSharpness: number;
  /** Gradient towards the mouth on the blend ring, over that of the untouched footage. */
  readonly seam: number;
  /** Second time difference of the ring's surroundings, over that of the untouched footage. */
  readonly jitter: number;
  /** Decibels outside the face against the untouched footage encoded alike: over all frames, and of the worst frame. */
  readonly psnr: number;
  readonly worstPsnr: number;
};

/** A running mean. */
class Mean {
  #sum = 0;
  #count = 0;
  add(value: number): void {
    this.#sum += value;
    this.#count++;
  }
  get value(): number {
    return this.#sum / this.#count;
  }
}

export type Compared = {
  /** Pictures of the given footage with its landmarks, in order. */
  readonly source: { readonly pictures: AsyncIterable<Luma>; readonly track: FaceTrack };
  /** Pictures of the finished video with its landmarks, in order. */
  readonly output: { readonly pictures: AsyncIterable<Luma>; readonly track: FaceTrack };
  /** The same footage through the same encoder with nothing painted, frame for frame beside the output. */
  readonly plain: AsyncIterable<Luma>;
  /** Source frame under each output frame. */
  readonly base: ArrayLike<number>;
};

/** Measures a finished video against its footage. Holds three pictures of each at a time. */
export async function compare({ source, output, plain, base }: Compared): Promise<PictureQuality> {
  const given = new Mean();
  const byShape = new DetailByShape();
  let at = 0;
  for await (const picture of source.pictures) {
    const points = pointsOf(source.track, at++);
    if (!points) continue;
    const energy = gradientEnergy(picture, mouthRegions(points, picture.width, picture.height).mouth);
    given.add(energy);
    byShape.add(points, energy);
  }
  const [detail, alike, plainDetail] = [new Mean(), new Mean(), new Mean()];
  const [seam, plainSeam, jitter, plainJitter, error] = [
    new Mean(),
    new Mean(),
    new Mean(),
    new Mean(),
    new Mean(),
  ];
  let worst = 0;
  let last: [Luma, Luma][] = [];
  let frame = 0;
  for await (const pair of pairs(output.pictures, plain)) {
    const [painted, untouched] = pair;
    const points = pointsOf(output.track, frame);
    const under = pointsOf(source.track, base[frame] as number);
    if (points && under) {
      const { width, height } = painted;
      const { mouth, ring, around, centre } = mouthRegions(points, width, height);
      detail.add(gradientEnergy(painted, mouth));
      alike.add(byShape.expect(points));
      plainDetail.add(gradientEnergy(untouched, mouthRegions(under, width, height).mouth));
      seam.add(radialGradient(painted, ring, centre));
      plainSeam.add(radialGradient(untouched, ring, centre));
      const wrong = squaredError(painted, untouched, faceCover(height, points, under));
      error.add(wrong);
      worst = Math.max(worst, wrong);
      const [first, second] = last;
      if (first && second) {
        jitter.add(flicker(first[0], second[0], painted, around));
        plainJitter.add(flicker(first[1], second[1], untouched, around));
      }
    }
    last = [...last.slice(-1), pair];
    frame++;
  }
  return {
    sharpness: detail.value / given.value,
    alikeSharpness: detail.value / alike.value,
    encodedSharpness: plainDetail.value / given.value,
    seam: seam.value / plainSeam.value,
    jitter: jitter.value / plainJitter.value,
    psnr: psnr(error.value),
    worstPsnr: psnr(worst),
  };
}

/** Two rows of pictures side by side; throws `RangeError` where one of them ends first. */
async function* pairs(a: AsyncIterable<Luma>, b: AsyncIterable<Luma>): AsyncGenerator<[Luma, Luma]> {
  const others = b[Symbol.asyncIterator]();
  for await (const picture of a) {
    const other = await others.next();
    if (other.done) throw new RangeError('the second video ends first');
    yield [picture, other.value];
  }
  if (!(await others.next()).done) throw new RangeError('the first video ends first');
}
