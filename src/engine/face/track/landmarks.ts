/**
 * The points of MediaPipe's 478-point face mesh that Koubo uses. Numbers are indices into that mesh
 * (https://github.com/google-ai-edge/mediapipe, `canonical_face_model`); "left" is the left of the picture of
 * a face that looks at the camera.
 */

/** Outer lip contour, from the left corner along the lower lip to the right corner and back along the upper. */
export const OUTER_LIP = [
  61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185,
] as const;
/** Inner lip contour in the same order: entry 5 is the middle of the lower lip, entry 15 of the upper. */
export const INNER_LIP = [
  78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191,
] as const;
/** Jaw contour from ear to ear below the mouth, and three points on the chin. */
export const JAW = [
  152, 148, 176, 149, 150, 136, 172, 58, 377, 400, 378, 379, 365, 397, 288, 199, 200, 18, 313, 83,
] as const;
/** Points that speech does not move: eye corners and lids, nose bridge, forehead, temples. */
export const STILL = [
  33, 133, 159, 145, 362, 263, 386, 374, 168, 6, 197, 195, 10, 151, 9, 8, 67, 297, 54, 284, 127, 356,
] as const;
/** The still points that give the head's pose: without the eyelids, which blink. */
export const POSE = STILL.filter((landmark) => ![159, 145, 386, 374].includes(landmark));
/** Outer eye corners; their distance is the unit of length of a face. */
export const EYE_CORNERS = [33, 263] as const;
/** Nose, cheeks and the upper face contour: anchors that the warp of the lower face holds in place. */
export const ANCHORS = [
  1, 2, 98, 327, 4, 5, 50, 280, 205, 425, 187, 411, 117, 346, 234, 454, 93, 323, 132, 361,
] as const;

/** The 60 points that make a mouth shape. */
export const SHAPE = [...OUTER_LIP, ...INNER_LIP, ...JAW] as const;
export const SHAPE_POINTS = SHAPE.length;

/** Every point kept of a frame, in the order in which a `FaceTrack` holds them. */
export const TRACKED: readonly number[] = [...SHAPE, ...STILL, ...ANCHORS];

const POSITION = new Map(TRACKED.map((landmark, position) => [landmark, position]));

/** Where a mesh point stands within a track's frame. Throws `RangeError` for a point that is not tracked. */
export function trackedIndex(landmark: number): number {
  const position = POSITION.get(landmark);
  if (position === undefined) throw new RangeError(`landmark ${landmark} is not tracked`);
  return position;
}
