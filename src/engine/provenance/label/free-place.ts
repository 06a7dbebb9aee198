import type { TimeRange } from '../../core/time-range';
import type { FaceTrack } from '../../face/track/face-track';
import { LABEL_PLACES, type LabelPlace } from './label';
import { meet, placed, type Rect, type Size } from './placing';

/** The tracked points end at the hairline; so much of their height is added above for the hair. */
const HAIR = 0.1;
/** Looks at a face so many times a second: nobody crosses the picture in between. */
const LOOKS = 5;

/**
 * Where the face is in a stretch of the video (seconds): its box now and then, in fractions of the picture's width and
 * height.
 */
export function facesIn(track: FaceTrack, { from, to }: TimeRange): Rect[] {
  const { times, present, points, width, height } = track;
  const count = points.values.length / times.length;
  const faces: Rect[] = [];
  let next = from;
  for (let frame = 0; frame < times.length; frame++) {
    const time = times[frame] as number;
    if (time < next || time > to || !present[frame]) continue;
    next = time + 1 / LOOKS;
    const face = boxOf(points.values.subarray(frame * count, (frame + 1) * count), points.step);
    const above = HAIR * face.height;
    faces.push({
      left: face.left / width,
      top: (face.top - above) / height,
      width: face.width / width,
      height: (face.height + above) / height,
    });
  }
  return faces;
}

/** The box around points [n, 3], pixels. */
function boxOf(values: Int16Array, step: number): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < values.length; i += 3) {
    const [x, y] = [(values[i] as number) * step, (values[i + 1] as number) * step];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return { left, top, width: right - left, height: bottom - top };
}

/**
 * The place for a label of this size: the wanted one, unless a face (fractions of the picture) is there and another
 * place is free; then the free one that is nearest to it.
 */
export function freePlace(
  wanted: LabelPlace,
  size: Size,
  picture: Size,
  faces: readonly Rect[] = [],
): LabelPlace {
  const at = (place: LabelPlace) => placed(place, size, picture);
  const isFree = (place: LabelPlace) => !faces.some((face) => meet(at(place), scaled(face, picture)));
  if (isFree(wanted)) return wanted;
  const here = at(wanted);
  const far = (place: LabelPlace) => Math.hypot(at(place).left - here.left, at(place).top - here.top);
  const free = LABEL_PLACES.filter(isFree).sort((a, b) => far(a) - far(b));
  return free[0] ?? wanted;
}

const scaled = ({ left, top, width, height }: Rect, picture: Size): Rect => ({
  left: left * picture.width,
  top: top * picture.height,
  width: width * picture.width,
  height: height * picture.height,
});
