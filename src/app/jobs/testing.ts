import type { MediaInfo, SourceFile } from '../../engine/core/media-info';
import { DEFAULT_SETTINGS } from '../../engine/plan/dub-plan';
import type { ResultRecord } from '../storage/records/result-record';
import { createJob, type Job } from './job';
import type { DubJob } from '../../engine/job/dub-job';

// Made-up files and records for the tests of this folder; nothing of the app imports this.

export const videoInfo: MediaInfo = {
  container: 'MP4',
  duration: 10,
  video: {
    codec: 'avc1.64001f',
    codedWidth: 512,
    codedHeight: 512,
    width: 512,
    height: 512,
    rotation: 0,
    fps: 25,
    frames: 250,
    bitrate: 1e6,
  },
  audio: { codec: 'mp4a.40.2', sampleRate: 44_100, channels: 2 },
  reader: 'webcodecs',
};

export const speechInfo: MediaInfo = { ...videoInfo, container: 'WAVE', duration: 4, video: null };

/** A file of the job's input; its name stands for its content as well. */
export function source(name: string, info: Partial<MediaInfo> = {}): SourceFile {
  const base = name.endsWith('.wav') ? speechInfo : videoInfo;
  return { id: `#${name}`, name, bytes: name.length, info: { ...base, ...info } };
}

export const input: DubJob = {
  video: source('v.mp4'),
  speech: source('s.wav'),
  settings: DEFAULT_SETTINGS,
  encoder: 'auto',
  painter: { id: 'reuse', settings: {} },
};

/** A job that waits. */
export const job = (order = 1): Job => createJob(input, { order });

export function record(id: string, change: Partial<ResultRecord> = {}): ResultRecord {
  return {
    ...{ id, name: 'v__s.mp4', createdAt: 1, bytes: 8, seconds: 4, frames: 100, width: 512, height: 512 },
    ...{ video: { id: 'v', name: 'v.mp4' }, speech: { id: 's', name: 's.wav' } },
    painter: { id: 'reuse', settings: {} },
    ...{ settings: DEFAULT_SETTINGS, device: 'wasm', timings: { total: 3 }, thumbnail: null },
    ...change,
  };
}
