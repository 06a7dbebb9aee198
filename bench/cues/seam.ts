import { quantile } from '../../src/engine/math/statistics';
import type { FaceTrack } from '../../src/engine/face/track/face-track';
import { mouthRegions, type Luma } from '../measure/pixels';
import { pointsOf } from '../measure/region';

/** Mean change of luma from the frame before, levels: of the whole picture, and of the mouth and what surrounds it. */
export type Change = { readonly picture: number; readonly mouth: number };

/** The change of every frame but the first; where there is no face, of its mouth 0. */
export async function changes(pictures: AsyncIterable<Luma>, track: FaceTrack): Promise<Change[]> {
  const all: Change[] = [];
  let before: Luma | null = null;
  let frame = 0;
  for await (const now of pictures) {
    if (before) all.push(changeOf(before, now, track, frame));
    before = now;
    frame++;
  }
  return all;
}

function changeOf(before: Luma, now: Luma, track: FaceTrack, frame: number): Change {
  const points = pointsOf(track, frame);
  const difference = (pixel: number) =>
    Math.abs((now.data[pixel] as number) - (before.data[pixel] as number));
  let sum = 0;
  for (let pixel = 0; pixel < now.data.length; pixel++) sum += difference(pixel);
  const picture = sum / now.data.length;
  if (!points) return { picture, mouth: 0 };
  const { mouth, ring, around } = mouthRegions(points, now.width, now.height);
  const pixels = [...mouth, ...ring, ...around];
  return { picture, mouth: pixels.reduce((total, pixel) => total + difference(pixel), 0) / pixels.length };
}

/** The largest change near a border over what the footage's own frames do at most but for one in twenty. */
export function seamOf(made: readonly Change[], own: readonly Change[], from: number, to: number): Change {
  const over = (region: keyof Change) =>
    Math.max(...made.slice(from, to).map((change) => change[region])) /
    quantile(
      own.map((change) => change[region]),
      0.95,
    );
  return { picture: over('picture'), mouth: over('mouth') };
}
