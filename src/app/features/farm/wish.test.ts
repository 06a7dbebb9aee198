import { describe, expect, it } from 'vitest';
import { PAINTERS } from '../../../engine/painters';
import { DEFAULT_SETTINGS } from '../../../engine/plan/dub-plan';
import { input, source } from '../../jobs/testing';
import { whyOnlyHere, wishOf } from './wish';

const files = { video: 'a'.repeat(64), speech: 'b'.repeat(64) };

describe('what a farm is asked for', () => {
  it('says only what differs from the defaults', () => {
    expect(wishOf(input, files, 'Ann')).toEqual({
      video: { file: files.video, name: 'v.mp4' },
      speech: { file: files.speech, name: 's.wav' },
      settings: {},
      consent: 'Ann',
    });
  });

  it('says parts, sound tracks, settings, and who speaks', () => {
    const two = {
      codec: 'mp4a.40.2',
      sampleRate: 48_000,
      channels: 2,
      tracks: 2,
      track: 1,
      chosen: true,
    } as const;
    const wish = wishOf(
      {
        ...input,
        video: source('v.mp4', { audio: two }),
        trim: { speech: { from: 1, to: 2.5 } },
        settings: { ...DEFAULT_SETTINGS, opening: 1.2, labelText: 'zh' },
        face: { person: 2, keepOriginal: [] },
      },
      files,
      ' ',
    );
    expect(wish).toEqual({
      video: { file: files.video, name: 'v.mp4', sound: 2 },
      speech: { file: files.speech, name: 's.wav', part: { from: 1, to: 2.5 } },
      settings: { opening: 1.2, labelText: 'zh', person: 2 },
      consent: 'confirmed on the page',
    });
  });
});

describe('what can only be made here', () => {
  it('is what a farm cannot be told', () => {
    expect(whyOnlyHere(input)).toBeNull();
    expect(whyOnlyHere({ ...input, face: { person: 2, keepOriginal: [] } })).toBeNull();
    expect(whyOnlyHere({ ...input, face: { keepOriginal: [{ from: 0, to: 1 }] } })).toBe('face');
    const script = { cues: [], fallback: 'original' } as unknown as NonNullable<typeof input.script>;
    expect(whyOnlyHere({ ...input, script })).toBe('script');
    const other = PAINTERS.find(({ needs }) => needs.network);
    expect(whyOnlyHere({ ...input, painter: { id: other?.id ?? '', settings: other?.defaults ?? {} } })).toBe(
      'engine',
    );
  });
});
