import type { InputAudioTrack, InputVideoTrack } from 'mediabunny';
import { frameRate } from '../../timeline/frame-rate';
import type { AudioInfo, VideoInfo } from '../../core/media-info';
import type { FrameIndex } from '../container/frame-index';
import { hdrTransfer } from '../pictures/tone-map';

/** The facts of a video track. */
export async function describeVideo(track: InputVideoTrack, index: FrameIndex): Promise<VideoInfo> {
  const rotation = await track.getRotation();
  const codedWidth = await track.getCodedWidth();
  const codedHeight = await track.getCodedHeight();
  const turned = rotation === 90 || rotation === 270;
  const begins = Math.max(0, index.times[0] ?? 0);
  const seconds = index.times.length > 0 ? index.end - index.times[0]! : 0;
  return {
    codec: (await track.getCodecParameterString()) ?? String((await track.getInternalCodecId()) ?? 'unknown'),
    codedWidth,
    codedHeight,
    width: turned ? codedHeight : codedWidth,
    height: turned ? codedWidth : codedHeight,
    rotation,
    fps: frameRate(index.times, index.end),
    frames: index.times.length,
    ...(begins > 0 && { begins }),
    ...(begins > 0 && index.isCutIn && { cutIn: true }),
    ...(hdrTransfer(await track.getColorSpace()) && { hdr: true }),
    bitrate: seconds > 0 ? Math.round((index.bytes * 8) / seconds) : 0,
  };
}

/** The facts of a sound track. */
export async function describeAudio(track: InputAudioTrack): Promise<AudioInfo> {
  return {
    codec: (await track.getCodecParameterString()) ?? String((await track.getInternalCodecId()) ?? 'unknown'),
    sampleRate: await track.getSampleRate(),
    channels: await track.getNumberOfChannels(),
  };
}
