import { expect, it } from 'vitest';
import type { MediaInfo } from '../../core/media-info';
import { forecast, prospectOf } from './forecast';
import type { DubJob } from '../dub-job';
import { input, speechInfo, videoInfo } from '../../../app/jobs/testing';

const nothing = { track: false, listen: false };
type Change = Partial<DubJob> & { readonly infos?: { video?: MediaInfo; speech?: MediaInfo } };
const forecastOf = ({ infos = {}, ...change }: Change = {}, known = nothing) => {
  const files = {
    video: { info: infos.video ?? videoInfo },
    speech: { info: infos.speech ?? speechInfo },
  };
  return forecast(prospectOf({ ...input, ...change, ...files }, known));
};

it('has no step that the job does not have', () => {
  expect(Object.keys(forecastOf()).sort()).toEqual(['listen', 'plan', 'probe', 'render', 'track']);
  const again = forecastOf({}, { track: true, listen: true });
  expect(Object.keys(again).sort()).toEqual(['plan', 'probe', 'render']);
  expect(forecastOf({ infos: { video: { ...videoInfo, reader: 'ffmpeg' } } }).convert).toBeGreaterThan(0);
});

it('grows with the frames to follow and the speech to paint', () => {
  const short = forecastOf();
  const long = forecastOf({ infos: { speech: { ...speechInfo, duration: 40 } } });
  expect(long.track).toBe(short.track);
  expect(long.render! / short.render!).toBeCloseTo(10);
});

it('takes no more for a part of the speech than for a speech of that length', () => {
  const part = forecastOf({ trim: { speech: { from: 1, to: 3 } } });
  expect(part.render).toBeCloseTo(forecastOf({ infos: { speech: { ...speechInfo, duration: 2 } } }).render!);
});

it('follows a face only in what a part of a long video needs', () => {
  const hour = { ...videoInfo, duration: 3600, video: { ...videoInfo.video!, frames: 90_000 } };
  const part = forecastOf({ infos: { video: hour }, trim: { video: { from: 1800, to: 1803 } } });
  const short = forecastOf({ infos: { video: hour } });
  const whole = forecastOf({ infos: { video: hour, speech: { ...speechInfo, duration: 3600 } } });
  for (const { track, listen } of [part, short]) {
    expect(track!).toBeLessThan(whole.track! / 25);
    expect(listen!).toBeLessThan(whole.listen! / 25);
  }
});

it('knows that a network takes its time, and a larger one more', () => {
  const render = (size?: number) => {
    const network = { id: 'n', name: 'n', licence: 'l', size: size ?? 0 };
    return forecastOf(size ? { painter: { id: 'wav2lip', settings: {}, network } } : {}).render!;
  };
  expect(render(96)).toBeGreaterThan(render());
  expect(render(192)).toBeGreaterThan(2 * render(96));
});
