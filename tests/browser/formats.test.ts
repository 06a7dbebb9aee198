import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONTAINERS, COLORS, LATE, SHAPES, SOUNDS, TIMES, type Case } from '../formats/cases';
import { faultsOf, movedPictures, soundFaults } from '../formats/faults';
import { quietSpeech, writeCases } from '../formats/files';
import { useLab } from './use-lab';

const { dub, scratch } = useLab();

/** Of the matrix in `tests/long`: one file for each fault that it once found, and for each way of reading. */
const FOUND = {
  videos: [
    ...['vp8.webm', 'mpeg4.avi', 'h264-mp2.ts', 'odd.webm', 'wide-pixels-turned.mp4', 'full-bt709.mp4'],
    ...['ten-bits-av1.mp4', 'pq-h264.mp4', 'hlg-vp9.webm', 'late-clock.ts', 'unsteady.mkv', 'fragmented.mp4'],
  ],
  sounds: ['mp3-11k.mp3', 'vorbis.ogg', 'opus.mp4', 'adts.aac', 'wma.wma'],
  late: ['behind-a-little.mp4', 'behind.wmv'],
};

const named = (cases: readonly Case[], names: readonly string[]): Case[] =>
  names.map((name) => cases.find(({ file }) => file === name)!);

/** Writes one file of the matrix. */
const write = (one: Case): string => [...writeCases([one], scratch('')).values()][0]!;

describe('videos', () => {
  it.each(named([...CONTAINERS, ...SHAPES, ...COLORS, ...TIMES], FOUND.videos))(
    'are read and not harmed: $file',
    async (one) => {
      const source = write(one);
      const { out } = await dub(source, source, { settings: { label: 'off' } });
      expect(faultsOf(one, source, out)).toEqual([]);
    },
  );

  it.each(named(LATE, FOUND.late))('keep their sound with their pictures: $file', async (one) => {
    const source = write(one);
    const speech = scratch('quiet.wav');
    writeFileSync(speech, quietSpeech());
    const { out } = await dub(source, speech, { settings: { label: 'off', originalSound: 1 } });
    expect(Math.abs(movedPictures(source, out))).toBeLessThanOrEqual(0.002);
  });
});

describe('sounds', () => {
  it.each(named(SOUNDS, FOUND.sounds))('are read to the millisecond: $file', async (one) => {
    const source = write({ ...one, args: ['-vn', ...one.args] });
    const { out } = await dub(write(CONTAINERS[0]!), source, { settings: { label: 'off' } });
    expect(soundFaults(source, out)).toEqual([]);
  });
});
