import type { VideoSample } from 'mediabunny';
import { pictureBytes, type Picture } from '../dub/picture';
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

/** A picture of this size, black-green until something is copied in. */
export function createPicture(width: number, height: number): Picture {
  return { width, height, data: new Uint8Array(pictureBytes(width, height)) };
}

/**
 * Copies decoded samples into pictures. I420 comes over as the decoder wrote it; NV12 (hardware decoders) is
 * taken apart; more bits and more chroma are reduced; HDR becomes SDR; everything else (RGB, opaque textures) goes through RGBA, the
 * one format that every browser can give.
 */
export class PictureCopier {
  #scratch = new Uint8Array(0);
  readonly #sdr: SdrPictures | null;

  /** `hdr`: how the samples are coded where they are HDR. */
  constructor(hdr: HdrCoding | null) {
    this.#sdr = hdr && new SdrPictures(hdr);
  }

  /** Fills `into`, which must have the sample's size (`sizeOf`). The sample stays the caller's to close. */
  async copy(sample: VideoSample, into: Picture): Promise<void> {
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
