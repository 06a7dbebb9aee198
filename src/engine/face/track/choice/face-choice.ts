/** Where a face is at some time: middle and longer side of the box around it, pixels of the upright picture. */
export type FacePlace = {
  readonly time: number;
  readonly x: number;
  readonly y: number;
  readonly size: number;
};

/** Which of several faces is meant: where it was seen, ascending in time. */
export type FaceChoice = { readonly places: readonly FacePlace[] };

/** A face so far (in sizes of its own) from where the chosen one was seen is another's. */
const NEAR = 0.6;
const ALIKE_SIZE = 1.8;
/** Only a picture so close (s) to a look tells who was seen in it: a cut may come between. */
const NEAREST = 0.06;

/** A box found in a picture: middle and longer side. */
type Box = { readonly x: number; readonly y: number; readonly size: number };

/** True where the chosen face was seen at that time, and in that place. */
export function isChosen({ places }: FaceChoice, time: number, { x, y, size }: Box): boolean {
  const [before, after] = around(places, time);
  return [before, after].some((place) => {
    if (!place || Math.abs(place.time - time) > NEAREST) return false;
    const apart = Math.hypot(place.x - x, place.y - y) / Math.max(place.size, size);
    const ratio = Math.max(place.size / size, size / place.size);
    return apart < NEAR && ratio < ALIKE_SIZE;
  });
}

/** The last place before a time, and the first at or after it. */
function around(places: readonly FacePlace[], time: number): [FacePlace | undefined, FacePlace | undefined] {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as FacePlace).time < time) low = middle + 1;
    else high = middle;
  }
  return [places[low - 1], places[low]];
}
