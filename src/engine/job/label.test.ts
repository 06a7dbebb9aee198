import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../plan/dub-plan';
import { toSteps } from '../face/track/steps';
import { labelOf } from './label';

const track = {
  ...{ width: 100, height: 100, times: Float64Array.of(0, 4), present: Uint8Array.of(1, 1) },
  ...{ covered: new Uint8Array(2), points: toSteps([0, 0, 0, 50, 50, 0, 50, 50, 0, 100, 100, 0], 1 / 16) },
};
const settings = { ...DEFAULT_SETTINGS, labelText: 'zh' } as const;

it('knows where the face is while it is shown', () => {
  expect(labelOf({ settings }, [track], false)).toMatchObject({
    ...{ place: 'top-right', text: 'zh', faces: [{ left: 0, width: 0.5 }] },
  });
  expect(labelOf({ settings, trim: { video: { from: 3, to: 9 } } }, [track], false)).toMatchObject({
    faces: [{ left: 0.5 }],
  });
});

it('knows where all are who speak', () => {
  const beside = { ...track, points: toSteps([50, 0, 0, 100, 50, 0, 0, 0, 0, 0, 0, 0], 1 / 16) };
  expect(labelOf({ settings }, [track, beside], false)?.faces?.map(({ left }) => left)).toEqual([0, 0.5]);
});

it('keeps away from where the face is seen first, where only a later stretch was looked at', () => {
  const later = { ...track, times: Float64Array.of(60, 64) };
  expect(labelOf({ settings }, [later], false)).toMatchObject({ faces: [{ left: 0, width: 0.5 }] });
});

it('stays where whoever runs the app has put it', () => {
  expect(labelOf({ settings }, [track], true)).toEqual({ place: 'top-right', text: 'zh' });
});

it('is there for what is left of its two seconds', () => {
  expect(labelOf({ settings }, [track], true, 0.5)).toEqual({ place: 'top-right', text: 'zh', seconds: 1.5 });
  expect(labelOf({ settings }, [track], true, 2)).toBeNull();
  expect(labelOf({ settings: { ...settings, label: 'off' } }, [track], true)).toBeNull();
});
