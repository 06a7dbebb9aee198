import { expect, it } from 'vitest';
import type { MediaInfo, TrackReader } from '../../core/media-info';
import { readerFor } from './reader-for';

const info = (reader: MediaInfo['reader'], sound?: TrackReader): MediaInfo => ({
  ...{ container: 'MP4', duration: 2, video: null, reader },
  audio: { codec: 'aac', sampleRate: 48_000, channels: 2, ...(sound && { reader: sound }) },
});

it('is that of the sound alone for a speech', () => {
  expect(readerFor('speech', info('ffmpeg', 'browser'))).toBe('webcodecs');
  expect(readerFor('speech', info('ffmpeg', 'ffmpeg'))).toBe('ffmpeg');
  expect(readerFor('video', info('ffmpeg', 'browser'))).toBe('ffmpeg');
});

it('is ffmpeg for a sound track that was chosen', () => {
  const told = info('ffmpeg', 'browser');
  const chosen = { ...told, audio: told.audio && { ...told.audio, chosen: true as const } };
  expect(readerFor('speech', chosen)).toBe('ffmpeg');
});

it('is that of the file where an older record does not tell more', () => {
  expect(readerFor('speech', info('ffmpeg'))).toBe('ffmpeg');
  expect(readerFor('speech', info('webcodecs'))).toBe('webcodecs');
});
