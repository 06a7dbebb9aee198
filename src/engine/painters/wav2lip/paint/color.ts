/** How a picture's YUV stands for RGB. */
export type ColorModel = { readonly matrix: 'bt601' | 'bt709' | 'bt2020'; readonly fullRange: boolean };

/** Shares of red and blue in luma (ITU-R BT.601, BT.709, BT.2020). */
const SHARES = { bt601: [0.299, 0.114], bt709: [0.2126, 0.0722], bt2020: [0.2627, 0.0593] } as const;

/** The colour model that a video's tags name; where they say nothing, BT.709 from 720 rows on and BT.601 below. */
export function colorModel(
  tags: { readonly matrix?: string | null; readonly fullRange?: boolean | null },
  height: number,
): ColorModel {
  const fullRange = tags.fullRange ?? false;
  const { matrix } = tags;
  if (matrix === 'bt709') return { matrix, fullRange };
  if (matrix?.startsWith('bt2020')) return { matrix: 'bt2020', fullRange };
  if (matrix === 'smpte170m' || matrix === 'bt470bg') return { matrix: 'bt601', fullRange };
  return { matrix: height < 720 ? 'bt601' : 'bt709', fullRange };
}

/**
 * The numbers that turn one sample into the other. All values are 0…255:
 * Y = lift + y · (kr R + kg G + kb B); U = 128 + c · (B − L) / (2 − 2 kb), L being luma at full range; V likewise.
 */
export type ColorNumbers = {
  readonly lift: number;
  readonly y: number;
  readonly c: number;
  readonly kr: number;
  readonly kg: number;
  readonly kb: number;
};

export function colorNumbers({ matrix, fullRange }: ColorModel): ColorNumbers {
  const [kr, kb] = SHARES[matrix];
  const range = fullRange ? { lift: 0, y: 1, c: 1 } : { lift: 16, y: 219 / 255, c: 224 / 255 };
  return { ...range, kr, kb, kg: 1 - kr - kb };
}
