/**
 * Colour tags for a video to be written: all four, since encoders drop those of an incomplete set. Where the source
 * has no matrix they are what players take for granted: BT.709 for HD, BT.601 below (Chromium's rule).
 */
export function knownColor(colorSpace: VideoColorSpaceInit, height: number): VideoColorSpaceInit {
  const { primaries, transfer, fullRange } = colorSpace;
  const matrix = colorSpace.matrix ?? (height < 720 ? 'smpte170m' : 'bt709');
  // RGB, and what has no name here, is left as it was found.
  const standard = STANDARD[matrix];
  if (!standard) return colorSpace;
  return {
    primaries: (colorSpace.matrix && primaries) || standard.primaries,
    transfer: (colorSpace.matrix && transfer) || standard.transfer,
    matrix,
    fullRange: fullRange ?? false,
  };
}

type Standard = Required<Pick<VideoColorSpaceInit, 'primaries' | 'transfer'>>;

/** Primaries and transfer function that go with a matrix. */
const STANDARD: Readonly<Record<string, Standard>> = {
  bt709: { primaries: 'bt709', transfer: 'bt709' },
  smpte170m: { primaries: 'smpte170m', transfer: 'smpte170m' },
  bt470bg: { primaries: 'bt470bg', transfer: 'smpte170m' },
  'bt2020-ncl': { primaries: 'bt2020' as VideoColorPrimaries, transfer: 'bt709' },
};

/** ffmpeg's names for what WebCodecs calls differently; the others are the same in both. */
const MATRIX: Record<string, VideoMatrixCoefficients> = {
  bt709: 'bt709',
  smpte170m: 'smpte170m',
  bt470bg: 'bt470bg',
  bt2020nc: 'bt2020-ncl' as VideoMatrixCoefficients,
};
const PRIMARIES: Record<string, VideoColorPrimaries> = {
  bt709: 'bt709',
  smpte170m: 'smpte170m',
  bt470bg: 'bt470bg',
  bt2020: 'bt2020' as VideoColorPrimaries,
};
const TRANSFER: Record<string, VideoTransferCharacteristics> = {
  bt709: 'bt709',
  smpte170m: 'smpte170m',
  'iec61966-2-1': 'iec61966-2-1',
  smpte2084: 'pq' as VideoTransferCharacteristics,
  'arib-std-b67': 'hlg' as VideoTransferCharacteristics,
};

/** What ffprobe says of a stream's colours. */
export type FfmpegColor = {
  readonly color_space?: string;
  readonly color_primaries?: string;
  readonly color_transfer?: string;
  readonly color_range?: string;
};

/** The colours of a stream that ffprobe describes. */
export function colorOf(stream: FfmpegColor & { readonly pix_fmt?: string }): VideoColorSpaceInit {
  return colorFromFfmpeg(stream, stream.color_range === 'pc' || stream.pix_fmt?.startsWith('yuvj') === true);
}

/** ffmpeg's colour tags as WebCodecs'; what is not said or not known stays out. */
export function colorFromFfmpeg(color: FfmpegColor, fullRange: boolean): VideoColorSpaceInit {
  const matrix = MATRIX[color.color_space ?? ''];
  const primaries = PRIMARIES[color.color_primaries ?? ''];
  const transfer = TRANSFER[color.color_transfer ?? ''];
  return {
    fullRange,
    ...(matrix && { matrix }),
    ...(primaries && { primaries }),
    ...(transfer && { transfer }),
  };
}

/** WebCodecs' colour tags as arguments for an ffmpeg encoder. */
export function colorArguments({ matrix, primaries, transfer, fullRange }: VideoColorSpaceInit): string[] {
  const tag = (option: string, names: Record<string, string>, value: string | null | undefined) => {
    const name = Object.keys(names).find((key) => names[key] === value);
    return name ? [option, name] : [];
  };
  return [
    ...tag('-colorspace', MATRIX, matrix),
    ...tag('-color_primaries', PRIMARIES, primaries),
    ...tag('-color_trc', TRANSFER, transfer),
    ...(typeof fullRange === 'boolean' ? ['-color_range', fullRange ? 'pc' : 'tv'] : []),
  ];
}
