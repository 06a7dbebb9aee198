import {
  canEncodeVideo,
  MkvOutputFormat,
  NullTarget,
  Output,
  Quality,
  VideoSample,
  VideoSampleSource,
} from 'mediabunny';
import { repairAvcConfig } from './avc-config';
import { evenSize, type EncoderShape, type PacketSink, type PictureEncoder } from './encoder';

/** True where the browser has an encoder for this codec and size. */
export async function hasWebCodecsEncoder({ codec, width, height, bitrate }: EncoderShape): Promise<boolean> {
  return canEncodeVideo(codec, { ...evenSize(width, height), quality: new Quality({ bitrate }) });
}

/** Pictures encoded by the browser. */
export async function createWebCodecsEncoder(shape: EncoderShape, sink: PacketSink): Promise<PictureEncoder> {
  const { codec, fps, bitrate, colorSpace, pixelAspect } = shape;
  let taken = Promise.resolve();
  const source = new VideoSampleSource({
    codec,
    quality: new Quality({ bitrate }),
    keyFrameInterval: shape.keyFrameInterval,
    latencyMode: 'quality',
    onEncodedPacket(packet, meta) {
      const config = meta?.decoderConfig;
      taken = taken.then(() => sink(packet, config && (codec === 'avc' ? repaired(config) : config)));
      // A failure is thrown by the next call, which waits for this one.
      taken.catch(() => {});
    },
  });
  // mediabunny's encoder works only for an output; this one writes nothing and keeps nothing.
  const output = new Output({ format: new MkvOutputFormat({ appendOnly: true }), target: new NullTarget() });
  output.addVideoTrack(source, { frameRate: fps });
  await output.start();
  const even = evenSize(shape.width, shape.height);
  return {
    async add(time, { width, height, data }) {
      const micro = (seconds: number) => Math.round(1e6 * seconds);
      // A frame of the browser's copies the picture once; a sample made of bytes copies it twice.
      const frame = new VideoFrame(data, {
        format: 'I420',
        codedWidth: width,
        codedHeight: height,
        visibleRect: { x: 0, y: 0, ...even },
        displayWidth: Math.round(even.width * pixelAspect),
        displayHeight: even.height,
        timestamp: micro(time),
        duration: micro(1 / fps),
        colorSpace,
      });
      using sample = new VideoSample(frame, { timestamp: time, duration: 1 / fps });
      await source.add(sample);
      await taken;
    },
    async finish() {
      await output.finalize();
      await taken;
    },
    close() {
      if (output.state !== 'finalized') output.cancel().catch(() => {});
    },
  };
}

function repaired(config: VideoDecoderConfig): VideoDecoderConfig {
  const { description } = config;
  return description ? { ...config, description: repairAvcConfig(toBytes(description)) } : config;
}

const toBytes = (source: AllowSharedBufferSource): Uint8Array =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
