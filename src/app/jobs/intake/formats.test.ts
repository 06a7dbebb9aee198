import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { acceptOf, FORMATS } from './formats';

const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8');

describe('what is read by what', () => {
  it.each(FORMATS)('stands in the README as it stands here: $name', ({ name, direct, converted }) => {
    const cell = (codecs: readonly string[]) => (codecs.length === 0 ? '' : ` ${codecs.join(', ')}`);
    expect(readme.split('\n')).toContain(`| ${name} |${cell(direct)} |${cell(converted)} |`);
  });

  it('has no row in the README that does not stand here', () => {
    const table = readme
      .split('\n')
      .slice(readme.split('\n').findIndex((line) => /^\| file \|/.test(line)) + 2);
    expect(table.findIndex((line) => !line.startsWith('|'))).toBe(FORMATS.length);
  });

  it('names no ending twice', () => {
    const endings = FORMATS.flatMap((format) => format.endings);
    expect(new Set(endings).size).toBe(endings.length);
  });
});

describe('acceptOf', () => {
  it('lets sound be chosen for the speech and pictures for the video, not the other way', () => {
    expect(acceptOf('speech').split(',')).toEqual(expect.arrayContaining(['audio/*', '.amr', '.mkv']));
    expect(acceptOf('speech').split(',')).not.toContain('.png');
    expect(acceptOf('video').split(',')).toEqual(expect.arrayContaining(['video/*', '.ts', '.png']));
    expect(acceptOf('video').split(',')).not.toContain('.wav');
  });
});
