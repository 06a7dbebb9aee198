import {
  canEncodeVideo,
  type EncodedPacket,
  MkvOutputFormat,
  NullTarget,
  Output,
  Quality,
  VideoSample,
  VideoSampleSource,
} from 'mediabunny';
import { repairAvcConfig } from './avc-config';
import type { Picture } from '../../picture/picture';
import { evenSize, type EncoderShape, type PacketSink, type PictureEncoder } from './encoder';

/** True where the browser has an encoder for this codec and size. */
export async function hasWebCodecsEncoder({ codec, width, height, bitrate }: EncoderShape): Promise<boolean> {
  return canEncodeVideo(codec, { ...evenSize(width, height), quality: new Quality({ bitrate }) });
}

/** Pictures encoded by the browser. */
export async function createWebCodecsEncoder(shape: EncoderShape, sink: PacketSink): Promise<PictureEncoder> {
  let taken = Promise.resolve();
  const take = (packet: EncodedPacket, config?: VideoDecoderConfig) => {
    taken = taken.then(() => sink(packet, config));
    // A failure is thrown by the next call, which waits for this one.
    taken.catch(() => {});
  };
  let run: EncoderRun | null = await startRun(shape, take);
  return {
    async add(time, picture) {
      run ??= await startRun(shape, take);
      using sample = sampleOf(picture, time, shape);
      await run.source.add(sample);
      await taken;
    },
    async finish() {
      await run?.output.finalize();
      run = null;
      await taken;
    },
    close() {
      if (run && run.output.state !== 'finalized') run.output.cancel().catch(() => {});
    },
  };
}

/** A browser's encoder from its first picture to its last. */
type EncoderRun = { readonly source: VideoSampleSource; readonly output: Output };

async function startRun(
  { codec, fps, varies, bitrate, keyFrameInterval }: EncoderShape,
  take: (packet: EncodedPacket, config?: VideoDecoderConfig) => void,
): Promise<EncoderRun> {
  const source = new VideoSampleSource({
    ...{ codec, keyFrameInterval, quality: new Quality({ bitrate }), latencyMode: 'quality' },
    onEncodedPacket(packet, meta) {
      const config = meta?.decoderConfig;
      take(packet, config && (codec === 'avc' ? repaired(config) : config));
    },
  });
  // mediabunny's encoder works only for an output; this one writes nothing and keeps nothing.
  const output = new Output({ format: new MkvOutputFormat({ appendOnly: true }), target: new NullTarget() });
  output.addVideoTrack(source, varies ? {} : { frameRate: fps });
  await output.start();
  return { source, output };
}

function sampleOf(
  { width, height, data }: Picture,
  time: number,
  { fps, colorSpace, pixelAspect, ...shape }: EncoderShape,
): VideoSample {
  const even = evenSize(shape.width, shape.height);
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
  return new VideoSample(frame, { timestamp: time, duration: 1 / fps });
}

function repaired(config: VideoDecoderConfig): VideoDecoderConfig {
  const { description } = config;
  return description ? { ...config, description: repairAvcConfig(toBytes(description)) } : config;
}

const toBytes = (source: AllowSharedBufferSource): Uint8Array =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
