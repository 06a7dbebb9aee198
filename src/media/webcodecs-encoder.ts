import { canEncodeVideo, Quality, VideoSample, VideoSampleSource } from 'mediabunny';
import { evenSize, type EncoderShape, type PictureEncoder } from './encoder';

/** True where the browser has an H.264 encoder for this size. */
export async function hasWebCodecsEncoder({ width, height, bitrate }: EncoderShape): Promise<boolean> {
  return canEncodeVideo('avc', { ...evenSize(width, height), quality: new Quality({ bitrate }) });
}

/** H.264 by the browser. */
export function createWebCodecsEncoder(shape: EncoderShape): PictureEncoder {
  const { fps, bitrate, colorSpace, pixelAspect } = shape;
  const source = new VideoSampleSource({
    codec: 'avc',
    quality: new Quality({ bitrate }),
    keyFrameInterval: shape.keyFrameInterval,
    latencyMode: 'quality',
  });
  const even = evenSize(shape.width, shape.height);
  return {
    source,
    async add(time, { width, height, data }) {
      using sample = new VideoSample(data, {
        format: 'I420',
        codedWidth: width,
        codedHeight: height,
        visibleRect: { left: 0, top: 0, ...even },
        displayWidth: Math.round(even.width * pixelAspect),
        displayHeight: even.height,
        timestamp: time,
        duration: 1 / fps,
        colorSpace,
      });
      await source.add(sample);
    },
    async finish() {
      source.close();
    },
    close() {},
  };
}
