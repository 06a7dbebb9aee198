import { describe, expect, it } from 'vitest';
import { alongRecording, lineOf, matchFiles } from './match';
import { isSheet, readSheet } from './read-sheet';
import { notesOf, type LineNote } from './notes';
import { scriptOf, sheetOf, type Line, type Sheet } from './sheet';

const line = (start: number, end: number, said: number | null = null): Line => ({
  ...{ start, end, text: `${start}`, fit: 'as-is' },
  speech: said === null ? null : { from: 100, to: 100 + said, name: 'a.wav' },
});
const sheet = (...lines: Line[]): Sheet => ({ name: 'a.srt', lines, outside: { sound: 'keep' } });
const kinds = (given: Sheet, duration: number) =>
  notesOf(given, { duration, fps: 25 }).map((notes) => notes.map(({ kind }) => kind).join(' '));

describe('notesOf', () => {
  it('tells what will become of each line', () => {
    const given = sheet(
      line(0, 2, 1),
      line(3, 5, 2.5),
      line(6, 8, 4),
      line(9, 10),
      line(11, 12, 3),
      line(20, 21, 1),
    );
    expect(kinds(given, 13)).toEqual(['fits', 'runs-on', 'runs-on', 'missing', 'cut', 'beyond']);
    expect(notesOf(given, { duration: 13, fps: 25 })[1]).toEqual([{ kind: 'runs-on', seconds: 0.5 }]);
    expect(notesOf(given, { duration: 13, fps: 25 })[4]).toEqual([{ kind: 'cut', seconds: 1 }]);
  });

  it('tells how much faster or slower a line will be spoken', () => {
    const paced = (given: Line): Line => ({ ...given, fit: 'pace' });
    const given = sheet(...[line(0, 2, 2.2), line(3, 5, 1.8), line(6, 8, 4), line(11, 13, 1)].map(paced));
    expect(kinds(given, 20)).toEqual(['faster', 'slower', 'faster runs-on', 'slower fits']);
    expect(notesOf(given, { duration: 20, fps: 25 })[0]).toEqual([
      { kind: 'faster', by: expect.closeTo(0.1, 6) as number },
    ]);
    expect(notesOf(given, { duration: 20, fps: 25 })[2]?.[1]).toEqual({
      kind: 'runs-on',
      seconds: expect.closeTo(4 / 1.2 - 2, 6) as number,
    });
  });

  it('tells how much longer or shorter the picture will be, by whole frames', () => {
    const given = sheet(
      ...[line(0, 2, 2.21), line(3, 5, 1.5), line(6, 8, 2)].map((each): Line => ({
        ...each,
        fit: 'picture',
      })),
    );
    expect(kinds(given, 20)).toEqual(['longer', 'shorter', 'fits']);
    const [[longer], [shorter]] = notesOf(given, { duration: 20, fps: 25 }) as [LineNote[], LineNote[]];
    expect(longer).toMatchObject({ seconds: expect.closeTo(0.24, 6) as number });
    expect(shorter).toMatchObject({ seconds: expect.closeTo(0.48, 6) as number });
  });

  it('tells of lines that overlap, and of those that nothing is left of', () => {
    expect(kinds(sheet(line(0, 2, 1), line(1.5, 3, 1), line(1.5, 4, 1)), 10)).toEqual([
      'overlaps fits',
      'overlaps hidden',
      'fits',
    ]);
    // A line without speech takes nothing from others.
    expect(kinds(sheet(line(0, 2, 3), line(1.5, 3)), 10)).toEqual(['overlaps runs-on', 'missing']);
  });
});

it('lets two people speak at once, each of whom has lines of their own', () => {
  const by = (face: number, given: Line): Line => ({ ...given, face });
  const given = sheet(by(1, line(0, 3, 2)), by(2, line(1, 4, 3)), by(1, line(5, 6, 1)));
  expect(kinds(given, 10)).toEqual(['fits', 'fits', 'fits']);
  const script = scriptOf(given, 10);
  expect(script?.cues.map(({ end, face }) => [end, face])).toEqual([
    [3, 1],
    [4, 2],
    [6, 1],
  ]);
  expect(script && scriptOf(sheetOf(script), 10)).toEqual(script);
});

it('makes a script of what is said, whose cues never overlap, and a sheet of that again', () => {
  const given = sheet(line(0, 2, 1), line(1, 3), line(1.5, 3, 1), line(30, 31, 1));
  const script = scriptOf(given, 20);
  expect(script?.cues.map(({ start, end }) => [start, end])).toEqual([
    [0, 1.5],
    [1.5, 3],
  ]);
  expect(scriptOf(sheet(line(0, 1)), 20)).toBeNull();
  expect(script && scriptOf(sheetOf(script), 20)).toEqual(script);
  // Those that are left as they were come back as well, and how all of them are seen.
  expect(script?.subtitles?.map(({ start }) => start)).toEqual([0, 1, 1.5]);
  expect(script && sheetOf(script).lines.map(({ speech }) => speech !== null)).toEqual([true, false, true]);
  const burnt = { size: 'large', place: 'top', box: true } as const;
  const seen = scriptOf({ ...given, track: true, burnt }, 20);
  expect(seen && sheetOf(seen)).toMatchObject({ track: true, burnt });
  // Older scripts tell lines only where they have a track of them.
  const older = { cues: script?.cues ?? [], outside: given.outside };
  expect(sheetOf(older).track).toBe(false);
  expect(sheetOf({ ...older, subtitles: script?.subtitles ?? [] }).track).toBe(true);
});

describe('files of lines', () => {
  const lines = [line(0, 2), line(62.5, 64), line(90, 91)];

  it.each([
    ['1.wav', 0],
    ['line 003.mp3', 2],
    ['第2句.wav', 1],
    ['00-01-02.500 hello.wav', 1],
    ['talk.wav', null],
    ['4.wav', null],
    ['0.wav', null],
  ])('%s', (name, index) => expect(lineOf(name, lines)).toBe(index));

  it('are matched by their numbers, or as a script names them', () => {
    const range = { from: 5, to: 9 };
    const numbered = matchFiles(lines, [
      { name: '2.wav', range },
      { name: 'x.wav', range },
    ]);
    expect(numbered.lines.map(({ speech }) => speech?.name)).toEqual([undefined, '2.wav', undefined]);
    expect(numbered.unused).toEqual(['x.wav']);
    const named = lines.map((each) => ({ ...each, named: { file: 'takes/X.wav', from: 1, to: 2 } }));
    const said = matchFiles(named, [{ name: 'x.wav', range }]);
    expect(said.lines.map(({ speech }) => speech)).toEqual(Array(3).fill({ from: 6, to: 7, name: 'x.wav' }));
  });

  it('may be one recording that runs along with the video', () => {
    expect(alongRecording(lines, 'talk.wav', 63).map(({ speech }) => speech)).toEqual([
      { from: 0, to: 2, name: 'talk.wav' },
      { from: 62.5, to: 63, name: 'talk.wav' },
      null,
    ]);
  });
});

it('reads subtitles and scripts of any writing', async () => {
  const file = (name: string, ...parts: BlobPart[]) => new File(parts, name);
  const srt = await readSheet(file('a.srt', '\uFEFF1\r\n00:00:01,000 --> 00:00:02,000\r\n你好\r\n'));
  expect(srt.lines).toEqual([{ start: 1, end: 2, text: '你好', fit: 'pace', speech: null }]);
  const gb = new Uint8Array([...new TextEncoder().encode('00:01 --> 00:02\n'), 0xc4, 0xe3, 0xba, 0xc3]);
  expect((await readSheet(file('b.srt', gb))).lines[0]?.text).toBe('你好');
  const json = '{"cues":[{"start":1,"end":2,"speech":{"file":"x.wav"}}],"outside":{"sound":0.5}}';
  const script = await readSheet(file('c.json', json));
  expect(script.outside.sound).toBe(0.5);
  expect(script.lines[0]?.named).toEqual({ file: 'x.wav' });
  await expect(readSheet(file('d.srt', '1\n00:00:03,0 -> 00:00:02,0\nx'))).rejects.toMatchObject({
    code: 'subtitles/unreadable',
    detail: { line: 2 },
  });
  expect(['a.SRT', 'b.vtt', 'c.json', 'd.wav'].map((name) => isSheet({ name }))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
