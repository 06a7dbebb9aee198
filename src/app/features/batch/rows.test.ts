import { describe, expect, it } from 'vitest';
import type { MediaInfo } from '../../../engine/core/media-info';
import { painterOf } from '../../../engine/painters';
import { DEFAULT_SETTINGS } from '../../../engine/plan/dub-plan';
import { speechInfo, videoInfo } from '../../jobs/testing';
import { rowsOf, totalsOf, type How, type ReadyFile } from './rows';
import { warningsOf } from './warnings';

const how: How = { settings: DEFAULT_SETTINGS, encoder: 'auto', painter: { id: 'reuse', settings: {} } };
const file = (key: number, info: MediaInfo, bytes = 1000): ReadyFile => ({
  ...{ key, name: `${key}` },
  chosen: { file: new File([new Uint8Array(bytes)], `${key}`), info },
});
const picture = (width: number, height: number): MediaInfo => ({
  ...videoInfo,
  video: { ...videoInfo.video!, width, height },
});
const still: MediaInfo = { ...picture(800, 800), reader: 'picture', audio: null, duration: 0 };

describe('what is worth knowing of a job', () => {
  it.each([
    ['nothing', videoInfo, speechInfo, 'reuse', []],
    ['a small picture, either way up', picture(1280, 320), speechInfo, 'reuse', ['small-picture']],
    ['a large picture', picture(2160, 3840), speechInfo, 'reuse', ['large-picture']],
    ['1080p is not large', picture(1920, 1080), speechInfo, 'reuse', []],
    ['no sound', { ...videoInfo, audio: null }, speechInfo, 'reuse', ['silent-video']],
    ['no sound, which a network does not need', { ...videoInfo, audio: null }, speechInfo, 'wav2lip', []],
    ['a long speech', videoInfo, { ...speechInfo, duration: 31 }, 'reuse', ['long-speech']],
    ['conversion', { ...videoInfo, reader: 'ffmpeg' }, speechInfo, 'reuse', ['converts']],
    ['a still picture without a network', still, speechInfo, 'reuse', ['picture-needs-network']],
    ['a still picture with one', still, speechInfo, 'wav2lip', []],
  ] as const)('%s', (_, video, speech, painter, warnings) => {
    expect(warningsOf(video, speech, painterOf(painter).needs)).toEqual(warnings);
  });
});

describe('the jobs of a batch', () => {
  const [v1, v2, s1] = [file(1, videoInfo), file(2, still), file(3, speechInfo)];

  it('are listed once each, and told from others by their name', () => {
    const pair = { video: v1, speech: s1 };
    const rows = rowsOf(
      [
        { ...pair, name: null },
        { ...pair, name: 'a' },
        { ...pair, name: 'a' },
      ],
      how,
    );
    expect(rows.map(({ name }) => name)).toEqual([null, 'a']);
  });

  it('are not possible where the engine cannot make them', () => {
    const rows = rowsOf(
      [v1, v2].map((video) => ({ video, speech: s1, name: null })),
      how,
    );
    expect(rows.map(({ possible }) => possible)).toEqual([true, false]);
  });

  it('take time by this machine’s pace, and room for each file once', () => {
    const rows = rowsOf(
      [v1, file(4, videoInfo)].map((video) => ({ video, speech: s1, name: null })),
      how,
    );
    const copied = totalsOf(rows, {}, () => false);
    expect(copied.length).toBeCloseTo(2 * speechInfo.duration);
    expect(copied.space.inputs).toBe(3000);
    expect(totalsOf(rows, { reuse: 3 }, () => false).seconds).toBeCloseTo(3 * copied.seconds);
    expect(totalsOf(rows, {}, () => true).space.inputs).toBe(0);
  });

  it('differ from the others where that is wanted of one', () => {
    const [one, other] = [v1, file(5, videoInfo)].map((video) => ({
      video,
      speech: s1,
      name: null,
      person: 2,
    }));
    const trim = { speech: { from: 1, to: 2 } };
    const own = { person: 3, trim, settings: { opening: 0.5 } };
    const rows = rowsOf([one!, other!], how, (key) => (key.startsWith('5:') ? own : undefined));
    expect(rows[0]!.how).toEqual({ ...how, face: { person: 2, keepOriginal: [] } });
    expect(rows[1]!.how).toEqual({
      ...how,
      settings: { ...DEFAULT_SETTINGS, opening: 0.5 },
      trim,
      face: { person: 3, keepOriginal: [] },
    });
    expect(totalsOf(rows.slice(1), {}, () => true).length).toBe(1);
  });
});
