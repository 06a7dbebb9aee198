import { describe, expect, it } from 'vitest';
import type { MediaInfo } from '../../core/media-info';
import { checkFacts, checkRate } from './limits';

const info: MediaInfo = {
  container: 'MP4',
  duration: 10,
  video: {
    ...{ codec: 'avc1', codedWidth: 640, codedHeight: 480, width: 640, height: 480 },
    ...{ rotation: 0, fps: 25, frames: 250, bitrate: 1e6 },
  },
  audio: { codec: 'aac', sampleRate: 48_000, channels: 2 },
  reader: 'webcodecs',
};
const video = (change: object): MediaInfo => ({ ...info, video: { ...info.video!, ...change } });
const MB = 1 << 20;

describe('checkFacts', () => {
  it('lets what is filmed and spoken pass', () => {
    expect(() => checkFacts(info, MB)).not.toThrow();
    expect(() => checkFacts(video({ fps: 960 }), MB)).not.toThrow();
    expect(() => checkFacts({ ...info, duration: 10 * 3600 }, 10 * 3600)).not.toThrow();
    expect(() => checkFacts({ ...info, reader: 'picture', audio: null, duration: 1 }, 0.5)).not.toThrow();
  });

  it.each([
    ['frames a microsecond apart', video({ fps: 1e6 }), 'input/too-fast'],
    ['a rate that is no number', video({ fps: NaN }), 'input/too-fast'],
    ['a picture of 100 by 20,000', video({ width: 100, height: 20_000 }), 'input/picture-size'],
    ['a picture of 200 million pixels', video({ width: 16_000, height: 12_500 }), 'input/picture-size'],
    ['three million frames', video({ frames: 3_000_000 }), 'input/too-long'],
    ['a length that is endless', { ...info, duration: Infinity }, 'input/announced'],
    ['hours in a few bytes', { ...info, duration: 8e7 }, 'input/announced'],
    [
      'a sample rate of thousands of millions',
      { ...info, audio: { ...info.audio!, sampleRate: 4e9 } },
      'input/unsupported',
    ],
  ])('refuses %s', (_, facts, code) => {
    expect(() => checkFacts(facts, MB)).toThrow(expect.objectContaining({ code }));
  });

  it('refuses frames that follow each other within microseconds, and lets slow motion pass', () => {
    expect(() => checkRate(100, 1e-4)).toThrow(expect.objectContaining({ code: 'input/too-fast' }));
    expect(() => checkRate(961, 1)).not.toThrow();
    expect(() => checkRate(1, 0)).not.toThrow();
  });

  it('refuses more than a day', () => {
    expect(() => checkFacts({ ...info, duration: 90_000 }, MB)).toThrow(
      expect.objectContaining({ code: 'input/too-long' }),
    );
  });
});
