import type { MediaInfo } from '../dub/media-info';
import { DEFAULT_SETTINGS } from '../dub/plan/dub-plan';
import type { ResultRecord } from '../storage/result-record';
import type { Chosen, Outcome } from './job';

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

export function chosen(name: string, info: Partial<MediaInfo> = {}): Chosen {
  const base = name.endsWith('.wav') ? speechInfo : videoInfo;
  return { file: new File([name], name), info: { ...base, ...info } };
}

export function record(id: string, change: Partial<ResultRecord> = {}): ResultRecord {
  return {
    ...{ id, name: 'v__s.mp4', createdAt: 1, bytes: 8, seconds: 4, frames: 100, width: 512, height: 512 },
    ...{ video: { id: 'v', name: 'v.mp4' }, speech: { id: 's', name: 's.wav' }, engine: 'reuse' },
    ...{ settings: DEFAULT_SETTINGS, device: 'wasm', timings: { total: 3 }, thumbnail: null },
    ...change,
  };
}

export const outcome = (id: string): Outcome => ({
  record: record(id),
  result: new File(['result'], `${id}.mp4`),
  original: new File(['v.mp4'], 'v.mp4'),
});
