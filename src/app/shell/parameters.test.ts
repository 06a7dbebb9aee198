import { expect, it } from 'vitest';
import { readParameters } from './parameters';

it('asks for nothing by default', () => {
  expect(readParameters('')).toEqual({ language: null, encoder: 'auto', person: null, settings: {} });
});

it('reads what is asked', () => {
  expect(readParameters('?lang=zh&encoder=ffmpeg&opening=0.5&offset=-0.04&person=2')).toEqual({
    language: 'zh',
    encoder: 'ffmpeg',
    person: 2,
    settings: { opening: 0.5, offset: -0.04 },
  });
});

it('reads every setting', () => {
  const { settings } = readParameters(
    '?pauses=original&blending=1.2&sharpening=0.5&quality=high&size=720p&opening=0&offset=1',
  );
  expect(settings).toEqual({
    ...{ pauses: 'original', blending: 1.2, sharpening: 0.5, quality: 'high', size: '720p' },
    ...{ opening: 0, offset: 1 },
  });
});

it('ignores what makes no sense', () => {
  const nothing = { language: null, encoder: 'auto', person: null, settings: {} };
  expect(readParameters('?lang=fr&encoder=x264&opening=2&offset=abc')).toEqual(nothing);
  expect(readParameters('?person=0')).toEqual(nothing);
  expect(readParameters('?person=1.5')).toEqual(nothing);
  expect(readParameters('?opening=&offset=-3&size=480p&sharpening=2&pauses=1')).toEqual(nothing);
});
