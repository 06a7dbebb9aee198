import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from './dub-plan';
import {
  changedSettings,
  completeSettings,
  readSettings,
  settled,
  SETTING_CHOICES,
  SETTING_RANGES,
} from './settings';

test('every setting has a range or choices, and its default lies within', () => {
  expect(Object.keys({ ...SETTING_RANGES, ...SETTING_CHOICES }).sort()).toEqual(
    Object.keys(DEFAULT_SETTINGS).sort(),
  );
  expect(readSettings(DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS);
});

test('a record of the first version, which knew two settings, is filled up', () => {
  expect(completeSettings({ opening: 0.5, offset: -0.04 })).toEqual({
    ...DEFAULT_SETTINGS,
    opening: 0.5,
    offset: -0.04,
  });
});

test('what is out of range, of another kind or unknown becomes the default', () => {
  const wrong = { opening: 2, offset: '0', pauses: 'never', sharpening: NaN, blending: null, shine: 1 };
  expect(completeSettings(wrong)).toEqual(DEFAULT_SETTINGS);
  expect(readSettings({ ...wrong, size: '720p', sharpening: null })).toEqual({
    size: '720p',
    sharpening: null,
  });
});

test('tells what differs from the defaults', () => {
  expect(changedSettings(DEFAULT_SETTINGS)).toEqual([]);
  expect(changedSettings({ ...DEFAULT_SETTINGS, sharpening: 0, opening: 1.2 })).toEqual([
    'opening',
    'sharpening',
  ]);
});

test('a sharpening that was moved and put back is none that was chosen', () => {
  expect(settled({ sharpening: 0 }, 0)).toEqual({ sharpening: null });
  expect(settled({ sharpening: 0 }, 0.3)).toEqual({ sharpening: 0 });
  expect(settled({ opening: 0 }, 0)).toEqual({ opening: 0 });
});
