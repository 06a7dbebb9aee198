/**
 * Which mesh point each refined point of MediaPipe's attention mesh stands for. The model gives the plain mesh
 * (468 points) and, separately, finer x and y for the lips, the eye regions and the irises; the order of those
 * lists is that of MediaPipe's `tensors_to_face_landmarks_with_attention` graph.
 */
const LIPS = [
  61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 185, 40, 39, 37, 0, 267, 269, 270, 409, 78, 95, 88, 178,
  87, 14, 317, 402, 318, 324, 308, 191, 80, 81, 82, 13, 312, 311, 310, 415, 76, 77, 90, 180, 85, 16, 315, 404,
  320, 307, 306, 184, 74, 73, 72, 11, 302, 303, 304, 408, 62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292,
  183, 42, 41, 38, 12, 268, 271, 272, 407,
];
const LEFT_EYE = [
  33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173, 130, 25, 110, 24, 23, 22, 26,
  112, 243, 247, 30, 29, 27, 28, 56, 190, 226, 31, 228, 229, 230, 231, 232, 233, 244, 113, 225, 224, 223, 222,
  221, 189, 35, 124, 46, 53, 52, 65, 143, 111, 117, 118, 119, 120, 121, 128, 245, 156, 70, 63, 105, 66, 107,
  55, 193,
];
const RIGHT_EYE = [
  263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398, 359, 255, 339, 254, 253,
  252, 256, 341, 463, 467, 260, 259, 257, 258, 286, 414, 446, 261, 448, 449, 450, 451, 452, 453, 464, 342,
  445, 444, 443, 442, 441, 413, 265, 353, 276, 283, 282, 295, 372, 340, 346, 347, 348, 349, 350, 357, 465,
  383, 300, 293, 334, 296, 336, 285, 417,
];

const MESH_POINTS = 468;
const IRIS_POINTS = 5;
/** An iris has no depth of its own in the model: it takes that of a point on the eyelid above it. */
const IRIS_DEPTH_FROM = [159, 386];

/** Numbers in each of the model's landmark outputs, in order: mesh xyz, then xy of lips, eyes and irises. */
export const PART_SIZES = [
  MESH_POINTS * 3,
  LIPS.length * 2,
  LEFT_EYE.length * 2,
  RIGHT_EYE.length * 2,
  IRIS_POINTS * 2,
  IRIS_POINTS * 2,
];

/**
 * For each of the 478 · 3 output numbers, its index in the concatenation of the model's parts: x and y from the
 * finest part that has the point, z always from the mesh.
 */
export function gatherIndices(): Int32Array {
  const indices = new Int32Array((MESH_POINTS + 2 * IRIS_POINTS) * 3);
  for (let i = 0; i < MESH_POINTS * 3; i++) indices[i] = i;
  let next = MESH_POINTS * 3;
  for (const part of [LIPS, LEFT_EYE, RIGHT_EYE]) {
    for (const point of part) {
      indices[point * 3] = next++;
      indices[point * 3 + 1] = next++;
    }
  }
  IRIS_DEPTH_FROM.forEach((depth, eye) => {
    for (let k = 0; k < IRIS_POINTS; k++) {
      const point = MESH_POINTS + eye * IRIS_POINTS + k;
      indices[point * 3] = next++;
      indices[point * 3 + 1] = next++;
      indices[point * 3 + 2] = depth * 3 + 2;
    }
  });
  return indices;
}
