import type { VideoSample } from 'mediabunny';
import { createPicture, type Picture } from '../../picture/picture';
import { PictureFitter, type PictureShape } from './fit-picture';
import { SdrPictures, SDR_COLORS, type HdrCoding } from './sdr-pictures';
import {
  I420,
  PLANAR_FORMATS,
  planarToPicture,
  rgbaToPicture,
  samplesOf,
  splitNv12,
  type YuvCoding,
} from './yuv';

export type CopyOptions = {
  /** How the samples are coded where they are HDR. */
  readonly hdr: HdrCoding | null;
  /** What the pictures are like; a sample of another size, as recordings of calls have them, is brought to it. */
  readonly shape: PictureShape;
};

/** A picture of another size, and what brings it to ours. */
type Other = { readonly picture: Picture; readonly fitter: PictureFitter };

/**
 * Copies decoded samples into pictures of one shape. I420 comes over as the decoder wrote it; NV12 (hardware decoders) is
 * taken apart; more bits and more chroma are reduced; HDR becomes SDR; everything else (RGB, opaque textures) goes through RGBA, the
 * one format that every browser can give.
 */
export class PictureCopier {
  #scratch = new Uint8Array(0);
  readonly #sdr: SdrPictures | null;
  readonly #shape: PictureShape;
  #other: Other | null = null;

  constructor({ hdr, shape }: CopyOptions) {
    this.#sdr = hdr && new SdrPictures(hdr);
    this.#shape = shape;
  }

  /** A picture that samples can be copied into. */
  createPicture(): Picture {
    return createPicture(this.#shape.width, this.#shape.height);
  }

  /** Fills `into`, a picture of `createPicture`. The sample stays the caller's to close. */
  async copy(sample: VideoSample, into: Picture): Promise<void> {
    if (isSize(into, sample)) return this.#read(sample, into);
    const { picture, fitter } = this.#otherOf(sample);
    await this.#read(sample, picture);
    fitter.fit(picture, into);
  }

  /** What brings samples of another size to ours; such samples come in runs. */
  #otherOf(sample: VideoSample): Other {
    if (this.#other && isSize(this.#other.picture, sample)) return this.#other;
    const { codedWidth: width, codedHeight: height, colorSpace } = sample;
    const { num, den } = sample.pixelAspectRatio;
    const from = { width, height, pixelAspect: num / den };
    const black = colorSpace.fullRange === true && !this.#sdr ? 0 : 16;
    const fitter = new PictureFitter(from, this.#shape, black);
    return (this.#other = { picture: createPicture(width, height), fitter });
  }

  /** Fills a picture of the sample's size. */
  async #read(sample: VideoSample, into: Picture): Promise<void> {
    const data = into.data as Uint8Array<ArrayBuffer>;
    const planar = PLANAR_FORMATS[sample.format ?? ''];
    if (this.#sdr) {
      await this.#copyHdr(this.#sdr, sample, into);
    } else if (sample.format === 'I420') {
      await sample.copyTo(data);
    } else if (sample.format === 'NV12') {
      const scratch = this.#room(data.length);
      await sample.copyTo(scratch);
      splitNv12(scratch, into);
    } else if (planar) {
      const scratch = this.#room(sample.allocationSize());
      await sample.copyTo(scratch);
      planarToPicture(scratch, planar, into);
    } else {
      const { matrix, fullRange } = sample.colorSpace;
      // RGB sources (screen recordings in 4:4:4) have no matrix of their own; they become plain BT.709 video.
      const yuv = matrix !== null && matrix !== 'rgb';
      const coding = { matrix: yuv ? matrix : 'bt709', fullRange: yuv && fullRange === true };
      await this.#copyRgba(sample, coding, into);
    }
  }

  async #copyHdr(sdr: SdrPictures, sample: VideoSample, into: Picture): Promise<void> {
    const planar = sample.format === 'I420' ? I420 : PLANAR_FORMATS[sample.format ?? ''];
    // What only the browser can read it brings to SDR itself.
    if (!planar) return this.#copyRgba(sample, SDR_COLORS, into);
    const scratch = this.#room(sample.allocationSize());
    await sample.copyTo(scratch);
    sdr.convert(samplesOf(scratch, planar), planar, into);
  }

  async #copyRgba(sample: VideoSample, coding: YuvCoding, into: Picture): Promise<void> {
    const scratch = this.#room(into.width * into.height * 4);
    await sample.copyTo(scratch, { format: 'RGBA', colorSpace: 'srgb' });
    rgbaToPicture(scratch, coding, into);
  }

  #room(bytes: number): Uint8Array<ArrayBuffer> {
    if (this.#scratch.length !== bytes) this.#scratch = new Uint8Array(bytes);
    return this.#scratch;
  }
}

const isSize = ({ width, height }: Picture, { codedWidth, codedHeight }: VideoSample): boolean =>
  width === codedWidth && height === codedHeight;
