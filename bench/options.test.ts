import { describe, expect, it } from 'vitest';
import { family } from '../scripts/process-memory';
import { readOptions } from './options';
import { table } from './table';

const HERE = import.meta.filename;

describe('readOptions', () => {
  it('reads lists of paths, and takes only the first ones when quick', () => {
    const options = readOptions(['--clips', `${HERE},${HERE}`, '--speech', HERE, '--quick', '--speed']);
    expect(options).toMatchObject({
      mode: 'table',
      clips: [HERE],
      speeches: [HERE],
      quality: false,
      sheets: false,
    });
  });

  it('reads the other modes', () => {
    expect(readOptions(['--truth', 's3-', 'tedlieu'])).toMatchObject({
      mode: 'truth',
      names: ['s3-', 'tedlieu'],
      files: [],
    });
    expect(readOptions(['--oracle', 'a', 'b', 'c'])).toMatchObject({ files: ['a', 'b', 'c'], names: [] });
    expect(readOptions(['--cues', 'lines', '--clips', HERE, '--speech', HERE])).toMatchObject({
      mode: 'cues',
      cues: ['lines'],
    });
    expect(readOptions(['--revoice', '7'])).toMatchObject({ mode: 'revoice', perSpeaker: 7 });
    const words = [
      '--wav2lip',
      '--model',
      HERE,
      '--device',
      'webgpu',
      '--clips',
      `${HERE},${HERE}`,
      '--speech',
      HERE,
    ];
    const wav2lip = { model: HERE, device: 'webgpu' };
    expect(readOptions(words)).toMatchObject({ mode: 'wav2lip', clips: [HERE], wav2lip });
  });

  it('refuses what is not there', () => {
    expect(() => readOptions(['--clips', 'no-such-clip'])).toThrow(/no-such-clip/);
    expect(() => readOptions(['--colour'])).toThrow(/colour/);
    expect(() => readOptions(['--clips', HERE, '--speech', HERE, '--device', 'abacus'])).toThrow(/abacus/);
  });
});

describe('family', () => {
  it('holds a process, its children and theirs, and nobody else', () => {
    const parentOf = new Map([
      [10, 1],
      [11, 10],
      [12, 11],
      [20, 1],
      [21, 20],
    ]);
    expect(family(new Set([10]), parentOf).sort()).toEqual([10, 11, 12]);
  });
});

describe('table', () => {
  it('pads its columns', () => {
    expect(table(['a', 'long'], [['value', '1']])).toBe(
      '| a     | long |\n|-------|------|\n| value | 1    |',
    );
  });
});
