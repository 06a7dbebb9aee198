import { planes, type Picture } from '../../../picture/picture';
import { bounds, evenBox, type Box } from '../../../picture/box';
import { OUTER_LIP } from '../../../face/track/landmarks';
import { faceUnit } from '../../shared/face-geometry';

/** Skin kept around a donor's lips, in face units: the blend ring and a little to sample from. */
const MARGIN = 0.34;

/** The mouth region of one source frame and where it was cut out. */
export type DonorMouth = { readonly box: Box; readonly picture: Picture };

/**
 * Where a donor's mouth lies in its frame. `frame`: its landmarks [TRACKED, 2] in pixels of the coded picture;
 * `widening`: how much wider than usual the blend ring is, in face units.
 */
export function mouthBox(
  frame: Float32Array,
  picture: { readonly width: number; readonly height: number },
  widening = 0,
): Box {
  const { left, top, right, bottom } = bounds(
    frame.subarray(0, OUTER_LIP.length * 2),
    (MARGIN + widening) * faceUnit(frame),
  );
  return evenBox(left, top, right, bottom, picture);
}

/** Mouth crops of the frames that are borrowed from: all that is ever kept of the source in memory. */
export class MouthLibrary {
  #mouths = new Map<number, DonorMouth>();

  add(source: number, frame: Picture, box: Box): void {
    const crop = new Uint8Array(
      box.width * box.height + 2 * Math.ceil(box.width / 2) * Math.ceil(box.height / 2),
    );
    const picture = { width: box.width, height: box.height, data: crop };
    const from = planes(frame);
    planes(picture).forEach((into, index) => {
      const plane = from[index] as (typeof from)[number];
      const shrink = index > 0 ? 2 : 1;
      for (let row = 0; row < into.height; row++) {
        const at = (box.y / shrink + row) * plane.width + box.x / shrink;
        into.data.set(plane.data.subarray(at, at + into.width), row * into.width);
      }
    });
    this.#mouths.set(source, { box, picture });
  }

  get(source: number): DonorMouth {
    const mouth = this.#mouths.get(source);
    if (!mouth) throw new RangeError(`source frame ${source} was not studied`);
    return mouth;
  }

  clear(): void {
    this.#mouths.clear();
  }
}
