import { rawPictures } from '../../scripts/ffmpeg';

export type Luma = { width: number; height: number; data: Uint8Array };

/** The brightness of all pictures of a video. */
export async function lumaOf(path: string): Promise<Luma[]> {
  const pictures: Luma[] = [];
  for await (const { width, height, data } of rawPictures(path))
    pictures.push({ width, height, data: data.slice(0, width * height) });
  return pictures;
}

/** Positions of the pixels that are far from those of the other picture, and bright: the label's letters. */
export function letters(picture: Luma, plain: Luma): { xs: number[]; ys: number[] } {
  const found = { xs: [] as number[], ys: [] as number[] };
  picture.data.forEach((value, i) => {
    if (value < 180 || Math.abs(value - (plain.data[i] ?? 0)) < 40) return;
    found.xs.push(i % picture.width);
    found.ys.push(Math.floor(i / picture.width));
  });
  return found;
}
