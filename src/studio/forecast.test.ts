import { expect, it } from 'vitest';
import { forecast } from './forecast';
import { speechInfo, videoInfo } from './testing';

const nothing = { track: false, listen: false };

it('has no step that the job does not have', () => {
  const plain = forecast({ video: videoInfo, speech: speechInfo, known: nothing });
  expect(Object.keys(plain).sort()).toEqual(['listen', 'plan', 'probe', 'render', 'track']);
  const again = forecast({ video: videoInfo, speech: speechInfo, known: { track: true, listen: true } });
  expect(Object.keys(again).sort()).toEqual(['plan', 'probe', 'render']);
  const avi = forecast({ video: { ...videoInfo, reader: 'ffmpeg' }, speech: speechInfo, known: nothing });
  expect(avi.convert).toBeGreaterThan(0);
});

it('grows with the frames to follow and the speech to paint', () => {
  const short = forecast({ video: videoInfo, speech: speechInfo, known: nothing });
  const long = forecast({ video: videoInfo, speech: { ...speechInfo, duration: 40 }, known: nothing });
  expect(long.track).toBe(short.track);
  expect(long.render! / short.render!).toBeCloseTo(10);
});

it('knows that a network takes its time, and a larger one more', () => {
  const render = (faceSize?: number) =>
    forecast({ video: videoInfo, speech: speechInfo, known: nothing, ...(faceSize && { faceSize }) }).render!;
  expect(render(96)).toBeGreaterThan(render());
  expect(render(192)).toBeGreaterThan(2 * render(96));
});
