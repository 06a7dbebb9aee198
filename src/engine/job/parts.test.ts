import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { curveOf, peopleOf, trackOf } from '../plan/testing';
import type { Trim } from '../core/trim';
import { CacheStore } from '../../app/storage/records/caches';
import { openDatabase } from '../../app/storage/records/database';
import { memoryFiles } from '../../app/storage/records/testing';
import { Analyses } from '../../app/jobs/run/analyses';
import type { DubJob } from './dub-job';
import { nameOf, partName, partsOf, soundName, unknownParts } from './parts';
import { input, source } from '../../app/jobs/testing';

const WHOLE = { face: null, own: null, speech: null };
const inputOf = (video: number, speech: number, trim: Trim): DubJob => ({
  ...input,
  video: source('v.mp4', { duration: video }),
  speech: source('s.wav', { duration: speech }),
  trim,
});

describe('partsOf', () => {
  it('is all of files that are used whole, or short', () => {
    expect(partsOf(inputOf(3600, 3600, {}))).toEqual(WHOLE);
    expect(partsOf(inputOf(90, 20, { video: { from: 2, to: 4 }, speech: { from: 1, to: 3 } }))).toEqual(
      WHOLE,
    );
  });

  it('is what is used of long files and what lies around it', () => {
    const trim = { video: { from: 1800, to: 1810 }, speech: { from: 601, to: 608 } };
    expect(partsOf(inputOf(3600, 3600, trim))).toEqual({
      face: { from: 1770, to: 1840 },
      own: { from: 1760, to: 1850 },
      speech: { from: 590, to: 610 },
    });
  });

  it('leaves out what the speech is too short for', () => {
    const { face } = partsOf(inputOf(3600, 5, { video: { from: 1000, to: 3600 } }));
    expect(face).toEqual({ from: 970, to: 1040 });
    expect(partsOf(inputOf(600, 20, {}))).toEqual({
      face: { from: 0, to: 60 },
      own: { from: 0, to: 70 },
      speech: null,
    });
    expect(partsOf(inputOf(600, 400, {}))).toEqual(WHOLE);
  });
});

describe('unknownParts', () => {
  it('is all of a file that was analysed before', async () => {
    const cache = new CacheStore(memoryFiles(), () => openDatabase(`test-${Math.random()}`));
    const analyses = new Analyses(cache);
    const job = inputOf(3600, 3600, { video: { from: 1800, to: 1810 }, speech: { from: 601, to: 608 } });
    expect(await unknownParts(job, analyses)).toEqual(partsOf(job));
    await analyses.track(job.video.id, '', async () => peopleOf(trackOf([0, 1])));
    await analyses.speech(job.speech.id, '', async () => ({ curve: curveOf(1, () => 0), device: 'wasm' }));
    expect(await unknownParts(job, analyses)).toEqual({ ...WHOLE, own: partsOf(job).own });
  });
});

it('tells parts apart by their names', () => {
  expect(partName(null)).toBe('');
  expect(partName({ from: 10, to: 20 })).not.toBe(partName({ from: 10, to: 30 }));
});

it('names a sound track that was chosen, and no other', () => {
  const { info } = source('v.mp4');
  const audio = { codec: 'aac', sampleRate: 48_000, channels: 2, tracks: 3, track: 2 };
  expect(soundName(info)).toBe('');
  expect(soundName({ ...info, audio })).toBe('');
  expect(nameOf('', soundName({ ...info, audio: { ...audio, chosen: true } }))).toBe('track 2');
});
