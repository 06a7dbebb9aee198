import type { VideoSample } from 'mediabunny';
import { pictureBytes, type Picture } from '../dub/picture';
import { PLANAR_FORMATS, planarToPicture, rgbaToPicture, splitNv12 } from './yuv';

/** A picture of this size, black-green until something is copied in. */
export function createPicture(width: number, height: number): Picture {
  return { width, height, data: new Uint8Array(pictureBytes(width, height)) };
}

/**
 * Copies decoded samples into pictures. I420 comes over as the decoder wrote it; NV12 (hardware decoders) is
 * taken apart; more bits and more chroma are reduced; everything else (RGB, opaque textures) goes through RGBA, the
 * one format that every browser can give.
 */
export class PictureCopier {
  #scratch = new Uint8Array(0);

  /** Fills `into`, which must have the sample's size (`sizeOf`). The sample stays the caller's to close. */
  async copy(sample: VideoSample, into: Picture): Promise<void> {
    const data = into.data as Uint8Array<ArrayBuffer>;
    const planar = PLANAR_FORMATS[sample.format ?? ''];
    if (sample.format === 'I420') {
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
      const scratch = this.#room(into.width * into.height * 4);
      await sample.copyTo(scratch, { format: 'RGBA', colorSpace: 'srgb' });
      const { matrix, fullRange } = sample.colorSpace;
      // RGB sources (screen recordings in 4:4:4) have no matrix of their own; they become plain BT.709 video.
      const yuv = matrix !== null && matrix !== 'rgb';
      rgbaToPicture(scratch, { matrix: yuv ? matrix : 'bt709', fullRange: yuv && fullRange === true }, into);
    }
  }

  #room(bytes: number): Uint8Array<ArrayBuffer> {
    if (this.#scratch.length !== bytes) this.#scratch = new Uint8Array(bytes);
    return this.#scratch;
  }
}
