import { describe, expect, it } from 'vitest';
import { sortOut } from './sort-out';

const given = (names: readonly string[], inFolder: boolean) =>
  names.map((name) => ({ file: new File([], name), inFolder }));
const names = (list: readonly { readonly file: File }[]) => list.map(({ file }) => file.name);

describe('files that were put on a heap', () => {
  it.each([
    ['are told apart where they come together', 'speech', false, ['a.mp4', 'b.mp3'], ['a.mp4'], ['b.mp3']],
    ['are told apart on either heap', 'video', false, ['a.mp4', 'b.mp3'], ['a.mp4'], ['b.mp3']],
    ['are told apart beside both', null, false, ['a.mp4', 'b.mp3', 'c.png'], ['a.mp4', 'c.png'], ['b.mp3']],
    ['are videos beside both', null, false, ['a.mp4', 'b.mkv'], ['a.mp4', 'b.mkv'], []],
    ['are videos for their sound where they were put for it', 'speech', false, ['a.mp4'], [], ['a.mp4']],
    ['stay to be refused', 'speech', false, ['c.txt'], [], ['c.txt']],
    ['are recordings wherever they were put', 'video', false, ['b.mp3'], [], ['b.mp3']],
    [
      'are told apart in a folder',
      'video',
      true,
      ['a.mp4', 'b.mp3', 'c.txt', '.DS_Store'],
      ['a.mp4'],
      ['b.mp3'],
    ],
    [
      'are told apart in a folder put on the other heap',
      'speech',
      true,
      ['a.mp4', 'b.mp3'],
      ['a.mp4'],
      ['b.mp3'],
    ],
    [
      'are speeches where a folder of videos is put there',
      'speech',
      true,
      ['a.mp4', 'b.mkv'],
      [],
      ['a.mp4', 'b.mkv'],
    ],
    ['are no pictures in a folder', 'video', true, ['a.mp4', 'cover.jpg'], ['a.mp4'], []],
  ] as const)('%s', (_, role, inFolder, files, videos, speeches) => {
    const found = sortOut(role, given(files, inFolder));
    expect(names(found.video)).toEqual(videos);
    expect(names(found.speech)).toEqual(speeches);
  });

  it('may hold a list, which goes to neither heap', () => {
    for (const inFolder of [true, false]) {
      const found = sortOut('video', given(['a.mp4', 'pairs.CSV'], inFolder));
      expect(found.table?.name).toBe('pairs.CSV');
      expect([...names(found.video), ...names(found.speech)]).toEqual(['a.mp4']);
    }
  });

  it('go by what the browser says of them before their name', () => {
    const file = new File([], 'recording', { type: 'audio/mpeg' });
    expect(names(sortOut('video', [{ file, inFolder: true }]).speech)).toEqual(['recording']);
  });
});
