/** Where a face is at some time: middle and longer side of the box around it, pixels of the upright picture. */
export type FacePlace = {
  readonly time: number;
  readonly x: number;
  readonly y: number;
  readonly size: number;
};

/** Which of several faces is meant: where it was seen. */
export type FaceChoice = {
  /** Ascending in time. */
  readonly places: readonly FacePlace[];
  /** Seconds between the looks that found them; where nothing was seen for longer, the face was not there. */
  readonly step: number;
};

/** A face so far (in sizes of its own) from where the chosen one was seen is another's … */
const NEAR = 0.6;
/** … but one followed there from frame to frame may have gone further between two looks. */
const FOLLOWED = 1.5;
const ALIKE_SIZE = 1.8;

/** Where the chosen face was seen about that time: none, one or two places. */
export function placesAt({ places, step }: FaceChoice, time: number): FacePlace[] {
  // The first place at or after the time; a look may be a little off its even spacing.
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as FacePlace).time < time) low = middle + 1;
    else high = middle;
  }
  return places
    .slice(Math.max(0, low - 1), low + 1)
    .filter((place) => Math.abs(place.time - time) <= 1.2 * step);
}

/** A box found in a picture. */
type Box = { readonly cx: number; readonly cy: number; readonly size: number };

/** True where a face that was found can be the chosen one. `followed`: it is where it was in the frame before. */
export function isAt(places: readonly FacePlace[], { cx, cy, size }: Box, followed: boolean): boolean {
  return places.some((place) => {
    const apart = Math.hypot(place.x - cx, place.y - cy) / Math.max(place.size, size);
    const ratio = Math.max(place.size / size, size / place.size);
    return apart < (followed ? FOLLOWED : NEAR) && ratio < ALIKE_SIZE;
  });
}
