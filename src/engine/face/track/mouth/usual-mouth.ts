/**
 * Brightness and redness of the points around a mouth (`LOWER` in `face-look.ts`) against one another, hundredths of their
 * spread: what is seen on average of 36 clips of 34 people in GRID and HDTF (CC BY 4.0), men and women, some with beards.
 */
export const USUAL_LUMA: readonly number[] = [
  -150, -66, -49, 99, 43, 33, -194, -25, -76, -102, 74, 48, -101, -85, 5, 93, 66, 27, -21, -62, -24, 12, 45,
  75, 56, 81, 89, 55, 67, 70, 82, 80, 76, 38, -15, -8, -38, -99, -108, -106, 58, 17, -27, -139, -111, 87, 47,
  -31, -37, -54, -56, -22, -244, 19, 52, 86, 34, 38, 74, 59, 4, 46, 70, 47,
];
export const USUAL_RED: readonly number[] = [
  67, 184, 49, -9, 60, -35, -16, 44, 122, 129, -3, 23, 13, -186, 16, 23, 25, -119, -56, -45, 111, 35, -28, 20,
  82, 105, 77, -26, -9, 81, 52, -46, -34, 52, -7, -38, 34, 107, 129, 46, -14, -6, -137, -226, -206, 11, 8,
  -147, -152, -75, 84, 10, -46, -46, 2, 73, -48, -34, 78, 47, -86, -74, -46, 3,
];
